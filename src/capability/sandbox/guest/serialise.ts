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
    let piece = '';
    let refusal: Serialised | undefined;

    const refuse = (status: 'output-too-large' | 'invalid-output', message: string): never => {
      refusal = { json: undefined, status, message };
      throw refusal;
    };
    const left = () => longest - out.length - piece.length;
    const invalid = (place: Place, what: string) =>
      refuse('invalid-output', `The answer is not plain data: ${nameOf(place)} is ${what}`);
    const add = (text: string) => {
      if (text.length > left()) refuse('output-too-large', `The answer has more than ${longest} bytes`);
      piece += text;
      if (piece.length < 4096) return;
      // Asking for a character makes the engine put it together; many small parts take ten times their length.
      p.charCode(piece, 0);
      out += piece;
      piece = '';
    };
    const text = (value: string) => {
      if (value.length > left()) add(value);
      add(p.quote(value));
    };

    const array = (value: readonly unknown[], place: Place, depth: number) => {
      const { length } = value;
      // Each element takes two characters at least.
      if (length * 2 > left() + 2) {
        refuse(
          'output-too-large',
          `The answer has more than ${longest} bytes: ${nameOf(place)} has ${length} elements`,
        );
      }
      add('[');
      for (let index = 0; index < length; index++) {
        if (index > 0) add(',');
        const descriptor = p.descriptorOf(value, index);
        if (descriptor === undefined) invalid({ parent: place, key: index, value }, 'a hole');
        else walk(dataOf(descriptor, place, index) ?? null, place, index, depth + 1);
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
        const data = dataOf(descriptor, place, key);
        if (data === undefined) continue;
        if (key.length > left()) add(key);
        add(`${first ? '' : ','}${p.quote(key)}:`);
        first = false;
        walk(data, place, key, depth + 1);
      }
      add('}');
    };

    const dataOf = (descriptor: PropertyDescriptor, parent: Place, key: string | number): unknown =>
      // A `value` that the program gave to all objects is none of this property.
      p.hasOwn(descriptor, 'value') ? descriptor.value : invalid({ parent, key, value: undefined }, 'an accessor');

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

    const walk = (value: unknown, parent: Place | undefined, key: string | number, depth: number): void => {
      if (value === null) add('null');
      else if (typeof value === 'string') text(value);
      else if (typeof value === 'boolean') add(value ? 'true' : 'false');
      else if (typeof value === 'object') object(value, { parent, key, value }, depth);
      else if (typeof value === 'number' && p.isFinite(value)) add(`${value}`);
      else invalid({ parent, key, value }, wordsFor(value));
    };

    const wordsFor = (value: unknown) => {
      if (typeof value !== 'number') return `a ${typeof value}`;
      return p.isNaN(value) ? 'NaN' : 'infinite';
    };

    try {
      walk(root === undefined ? null : root, undefined, '', 1);
      return { json: out + piece };
    } catch {
      // Anything else than a refusal was thrown by the value itself, by a trap of a Proxy.
      if (refusal !== undefined) return refusal;
      return { json: undefined, status: 'invalid-output', message: 'The answer is not plain data: reading it failed' };
    }
  };
}
