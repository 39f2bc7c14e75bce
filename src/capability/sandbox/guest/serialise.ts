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
 *
 * @param writesAlone whether the engine writes an object as JSON without asking a prototype for anything. QuickJS does
 * not: it keeps a list meanwhile, which setters of the program on Array.prototype would see
 */
export function makeSerialise(p: Primordials, writesAlone: boolean) {
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
    /** Characters at least of what waits to be written at once. */
    let waiting = 0;
    let refusal: Serialised | undefined;

    const refuse = (status: 'output-too-large' | 'invalid-output', message: string): never => {
      refusal = { json: undefined, status, message };
      throw refusal;
    };
    const refuseLong = () => refuse('output-too-large', `The answer has more than ${longest} bytes`);
    const left = () => longest - out.length - piece.length;
    const invalid = (place: Place, what: string) =>
      refuse('invalid-output', `The answer is not plain data: ${nameOf(place)} is ${what}`);
    const add = (text: string) => {
      if (text.length > left()) refuseLong();
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
      let run: unknown[] | undefined;
      let held = 0;
      for (let index = 0; index < length; index++) {
        const descriptor = p.descriptorOf(value, index);
        if (descriptor === undefined) return invalid({ parent: place, key: index, value }, 'a hole');
        const data = dataOf(descriptor, place, index) ?? null;
        const size = sizeOf(data);
        if (size > 0) {
          waiting += size;
          if (waiting > longest) refuseLong();
          run ??= p.bare([]);
          run[held++] = data;
          continue;
        }
        if (run !== undefined) addRun(run, index > held);
        run = undefined;
        held = 0;
        if (index > 0) add(',');
        walk(data, place, index, depth + 1);
      }
      if (run !== undefined) addRun(run, length > held);
      add(']');
    };

    const record = (value: object, place: Place, depth: number) => {
      add('{');
      const keys = p.ownKeys(value);
      let run: Record<string, unknown> | undefined;
      let first = true;
      for (let index = 0; index < keys.length; index++) {
        const key = keys[index];
        if (typeof key !== 'string') continue;
        const descriptor = p.descriptorOf(value, key);
        if (descriptor?.enumerable !== true) continue;
        const data = dataOf(descriptor, place, key);
        if (data === undefined) continue;
        const size = sizeOf(data);
        if (size > 0) {
          waiting += size + key.length;
          if (waiting > longest) refuseLong();
          run ??= { __proto__: null };
          run[key] = data;
          continue;
        }
        if (run !== undefined) {
          addRun(run, !first);
          run = undefined;
          first = false;
        }
        if (key.length > left()) refuseLong();
        add(`${first ? '' : ','}${p.quote(key)}:`);
        first = false;
        walk(data, place, key, depth + 1);
      }
      if (run !== undefined) addRun(run, !first);
      add('}');
    };

    /** Characters at least of what can be written with its neighbours; 0 for what has parts, and for numbers that JSON lacks. */
    const sizeOf = (value: unknown): number => {
      if (!writesAlone) return 0;
      if (typeof value === 'string') return value.length + 2;
      return value === null || typeof value === 'boolean' || (typeof value === 'number' && value - value === 0) ? 1 : 0;
    };

    /**
     * Writes members without parts that follow each other. The engine writes them at once, from a copy that has no
     * prototype and so no `toJSON`: one by one takes several times as long.
     */
    const addRun = (run: object, follows: boolean) => {
      const text = p.quote(run);
      waiting = 0;
      add((follows ? ',' : '') + p.slice(text, 1, text.length - 1));
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
