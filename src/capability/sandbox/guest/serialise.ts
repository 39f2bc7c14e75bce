import type { Primordials } from './primordials.ts';

/** The text of a value as JSON, or why there is none. */
export type Serialised =
  | { readonly json: string }
  | { readonly json: undefined; readonly status: 'output-too-large' | 'invalid-output'; readonly message: string };

/**
 * Makes the function that turns what a program returns into JSON text, inside the engine. It reads own enumerable data
 * properties and nothing else: accessors are not run, and `toJSON` has no say. What JSON cannot hold is refused with its
 * place; only a property that is undefined is left out and an undefined element is null, as in JSON, and a valid Date
 * is its ISO text. Traps of a Proxy do run, in the engine and within the limits of the run.
 */
export function makeSerialise(p: Primordials) {
  interface Place {
    readonly parent: Place | undefined;
    readonly key: string | number;
    readonly value: unknown;
  }

  const nameOf = (place: Place): string => {
    let text = '';
    let left = 20;
    for (let at: Place | undefined = place; at?.parent !== undefined; at = at.parent) {
      if (left-- === 0) return `$…${text}`;
      text = (typeof at.key === 'number' ? `[${at.key}]` : `.${p.slice(at.key, 0, 60)}`) + text;
    }
    return `$${text}`;
  };

  const builtInName = (value: object): string | undefined => {
    let steps = 0;
    for (let at = p.prototypeOf(value); at !== null && at !== p.objectPrototype; at = p.prototypeOf(at)) {
      if (steps++ > 50) return undefined;
      for (let index = 0; index < p.builtIn.length; index++) {
        const entry = p.builtIn[index] as (typeof p.builtIn)[number];
        if (entry[1] === at) return entry[0];
      }
    }
    return undefined;
  };

  return function serialise(root: unknown, longest: number, deepest: number): Serialised {
    let out = '';
    let refusal: Serialised | undefined;

    const refuse = (status: 'output-too-large' | 'invalid-output', message: string): never => {
      refusal = { json: undefined, status, message };
      throw refusal;
    };
    const invalid = (place: Place, what: string) =>
      refuse('invalid-output', `The answer is not plain data: ${nameOf(place)} is ${what}`);
    const add = (text: string) => {
      if (out.length + text.length > longest) refuse('output-too-large', `The answer has more than ${longest} bytes`);
      out += text;
    };
    const text = (value: string) => {
      if (value.length > longest - out.length) add(value);
      add(p.quote(value));
    };

    const array = (value: readonly unknown[], place: Place, depth: number) => {
      const { length } = value;
      // Each element takes two characters at least.
      if (length * 2 > longest - out.length + 2) {
        refuse(
          'output-too-large',
          `The answer has more than ${longest} bytes: ${nameOf(place)} has ${length} elements`,
        );
      }
      add('[');
      for (let index = 0; index < length; index++) {
        if (index > 0) add(',');
        const descriptor = p.descriptorOf(value, index);
        const inner = { parent: place, key: index, value: undefined };
        if (descriptor === undefined) invalid(inner, 'a hole');
        else member(descriptor, inner, depth, 'null');
      }
      add(']');
    };

    const record = (value: object, place: Place, depth: number) => {
      add('{');
      const keys = p.ownKeys(value);
      let first = true;
      for (let index = 0; index < keys.length; index++) {
        const key = keys[index];
        if (typeof key !== 'string') continue;
        const descriptor = p.descriptorOf(value, key);
        if (descriptor?.enumerable !== true) continue;
        const inner = { parent: place, key, value: undefined };
        const data = 'value' in descriptor ? descriptor.value : invalid(inner, 'an accessor');
        if (data === undefined) continue;
        if (!first) add(',');
        first = false;
        text(key);
        add(':');
        member(descriptor, inner, depth, '');
      }
      add('}');
    };

    const member = (descriptor: PropertyDescriptor, place: Place, depth: number, missing: string) => {
      if (!('value' in descriptor)) invalid(place, 'an accessor');
      else if (descriptor.value === undefined) add(missing);
      else walk(descriptor.value, { parent: place.parent, key: place.key, value: descriptor.value }, depth + 1);
    };

    const object = (value: object, place: Place, depth: number) => {
      if (depth > deepest) refuse('output-too-large', `The answer is nested deeper than ${deepest} levels`);
      for (let at = place.parent; at !== undefined; at = at.parent) if (at.value === value) invalid(place, 'a cycle');
      if (p.isArray(value)) return array(value, place, depth);
      const name = builtInName(value);
      if (name === undefined) return record(value, place, depth);
      if (name !== 'Date') return invalid(place, `a ${name}`);
      const time = p.time(value as Date);
      return p.isNaN(time) ? invalid(place, 'an invalid Date') : text(p.isoText(value as Date));
    };

    const walk = (value: unknown, place: Place, depth: number): void => {
      if (value === null) add('null');
      else if (typeof value === 'string') text(value);
      else if (typeof value === 'boolean') add(value ? 'true' : 'false');
      else if (typeof value === 'object') object(value, place, depth);
      else if (typeof value !== 'number') invalid(place, `a ${typeof value}`);
      else if (p.isFinite(value)) add(p.quote(value));
      else invalid(place, p.isNaN(value) ? 'NaN' : 'infinite');
    };

    try {
      walk(root === undefined ? null : root, { parent: undefined, key: '', value: root }, 1);
      return { json: out };
    } catch {
      // Anything else than a refusal was thrown by the value itself, by a trap of a Proxy.
      if (refusal !== undefined) return refusal;
      return { json: undefined, status: 'invalid-output', message: 'The answer is not plain data: reading it failed' };
    }
  };
}
