import type { Value } from '../language/expression.ts';
import { quoted, type Writer } from './writer.ts';

/** The parameters of the program: the local name of each, and its type as TypeScript. */
export type PrintedInputs = readonly PrintedInput[];

export interface PrintedInput {
  readonly name: string;
  readonly type: InputType;
  /** Names of its own for the properties of a record that is taken apart where it is declared. */
  readonly parts?: { readonly [property: string]: string };
}

/** The shape of the values that a parameter has had. */
export type InputType =
  | { readonly kind: 'string' | 'boolean' | 'null' | 'unknown' | 'never' }
  /** Whole, if all that were seen are. */
  | { readonly kind: 'number'; readonly whole?: 'nonNegative' | 'any' }
  | { readonly kind: 'union'; readonly of: readonly InputType[] }
  | { readonly kind: 'array'; readonly of: InputType }
  | { readonly kind: 'tuple'; readonly of: readonly InputType[] }
  /** A record whose names are not known. */
  | { readonly kind: 'map'; readonly of: InputType }
  | { readonly kind: 'record'; readonly fields: readonly { name: string; type: InputType; optional: boolean }[] };

/** What all of the values are. */
export function typeOf(values: readonly (Value | undefined)[]): InputType {
  const present = values.filter((value) => value !== undefined);
  const kinds: InputType[] = [];
  for (const kind of ['string', 'number', 'boolean'] as const) {
    if (!present.some((value) => typeof value === kind)) continue;
    kinds.push(kind === 'number' ? numberType(present.filter((value) => typeof value === 'number')) : { kind });
  }
  const lists = present.filter((value) => Array.isArray(value)) as (readonly Value[])[];
  if (lists.length > 0) kinds.push({ kind: 'array', of: typeOf(lists.flat()) });
  const records = present.filter((value) => typeof value === 'object' && value !== null && !Array.isArray(value)) as {
    readonly [name: string]: Value;
  }[];
  if (records.length > 0) kinds.push(recordOf(records));
  if (present.some((value) => value === null)) kinds.push({ kind: 'null' });
  const [only] = kinds;
  if (only === undefined) return { kind: 'unknown' };
  return kinds.length === 1 ? only : { kind: 'union', of: kinds };
}

function numberType(values: readonly number[]): InputType {
  if (!values.every((value) => Number.isSafeInteger(value))) return { kind: 'number' };
  return { kind: 'number', whole: values.every((value) => value >= 0) ? 'nonNegative' : 'any' };
}

function recordOf(records: readonly { readonly [name: string]: Value }[]): InputType {
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return {
    kind: 'record',
    fields: names.map((name) => ({
      name,
      type: typeOf(records.map((record) => record[name])),
      optional: records.some((record) => !Object.hasOwn(record, name)),
    })),
  };
}

/** The type as TypeScript. */
export function typeText(type: InputType): string {
  switch (type.kind) {
    case 'union':
      return type.of.map(typeText).join(' | ');
    case 'array':
      return `readonly ${/^\w+$|^\{.*\}$/.test(typeText(type.of)) ? typeText(type.of) : `(${typeText(type.of)})`}[]`;
    case 'tuple':
      return `[${type.of.map(typeText).join(', ')}]`;
    case 'map':
      return `{ [name: string]: ${typeText(type.of)} }`;
    case 'record':
      return `{ ${type.fields.map(({ name, type: field, optional }) => `${propertyKey(name)}${optional ? '?' : ''}: ${typeText(field)}`).join('; ')} }`;
    default:
      return type.kind;
  }
}

/** The name of a property, quoted where it has to be. */
export function propertyKey(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name);
}

type Place = { readonly column: number; readonly path: readonly string[] };

/** Reads a text or number of the inputs; where the type says that it may be something else, that is checked. */
export function readInput(place: Place, as: 'text' | 'number', writer: Writer, inputs: PrintedInputs): string {
  const { code, type } = read(place, writer, inputs);
  const wanted = as === 'text' ? 'string' : 'number';
  if (type.kind === wanted) return code;
  if (as === 'text' && (type.kind === 'number' || type.kind === 'boolean')) return `String(${code})`;
  const name = named(code, type, as === 'text' ? 'string' : 'number', writer);
  if (as === 'number') {
    writer.declineIf(`typeof ${name} !== 'number'`);
    return name;
  }
  const kinds = type.kind === 'union' ? type.of.map(({ kind }) => kind) : [];
  const others = ['number', 'boolean'].filter((kind) => kinds.some((one) => one === kind) || type.kind === 'unknown');
  const tests = ['string', ...others].map((kind) => `typeof ${name} !== '${kind}'`);
  writer.declineIf(tests.join(' && '));
  return others.length === 0 ? name : `String(${name})`;
}

/** Reads an array of the inputs. */
export function readArray(place: Place, writer: Writer, inputs: PrintedInputs): string {
  const { code, type } = read(place, writer, inputs);
  if (type.kind === 'array') return code;
  const name = named(code, type, 'array', writer);
  writer.declineIf(`!Array.isArray(${name})`);
  // What is in an array that may be something else is not known.
  return writer.declare('items', `${name} as readonly unknown[]`);
}

/** Reads a record of the inputs. */
export function readRecord({ column, path }: Place, writer: Writer, inputs: PrintedInputs): string {
  const input = inputs[column];
  const { code, type } = accessInput(input, path, writer);
  if (type.kind === 'record' || type.kind === 'map') return code;
  const record = writer.declare('record', `${code} as unknown`);
  writer.declineIf(`typeof ${record} !== 'object' || ${record} === null || Array.isArray(${record})`);
  return record;
}

/** Reads a yes or no of the inputs. */
export function readFlag(place: Place, writer: Writer, inputs: PrintedInputs): string {
  const { code, type } = read(place, writer, inputs);
  if (type.kind === 'boolean') return code;
  const name = named(code, type, 'boolean', writer);
  writer.declineIf(`typeof ${name} !== 'boolean'`);
  return name;
}

/** Reads any value of the inputs. */
export function readValue(place: Place, writer: Writer, inputs: PrintedInputs): string {
  const { code, type } = read(place, writer, inputs);
  if (!mayBeAbsent(type)) return code;
  const name = named(code, type, 'unknown', writer);
  writer.declineIf(`${name} === undefined`);
  return name;
}

function read({ column, path }: Place, writer: Writer, inputs: PrintedInputs): { code: string; type: InputType } {
  const input = inputs[column];
  return accessInput(input, path, writer);
}

/** As {@link access}, for a place within an input; `undefined` for one that there is not. */
export function accessInput(
  input: PrintedInput | undefined,
  path: readonly string[],
  writer: Writer,
): { readonly code: string; readonly type: InputType } {
  if (input === undefined) return { code: 'undefined', type: { kind: 'unknown' } };
  const { name, type, parts } = input;
  if (parts === undefined) return access(name, type, path, writer);
  const [first, ...rest] = path;
  const part = first === undefined ? undefined : parts[first];
  if (part !== undefined) return access(part, typeAt(type, path.slice(0, 1)), rest, writer);
  const whole = Object.entries(parts).map(([property, local]) =>
    property === local ? local : `${property}: ${local}`,
  );
  return access(`({ ${whole.join(', ')} })`, type, path, writer);
}

/** A constant for what is read. Where it is never of the kind that is asked for, its type is not told: the test for it stays. */
function named(code: string, type: InputType, wanted: InputType['kind'], writer: Writer): string {
  const [, index] = /\[(\d+)\]$/.exec(code) ?? [];
  const word = index === undefined ? /(\w+)'?\]*\)?$/.exec(code)?.[1]?.replace(/^\d+/, '') : places[Number(index)];
  const wish = word || 'value';
  if (!canBe(type, wanted)) return writer.declare(wish, `${code} as unknown`);
  return /^\w+$/.test(code) ? code : writer.declare(wish, code);
}

const places = ['first', 'second', 'third', 'fourth'];

function isIndex(name: string): boolean {
  return /^(?:0|[1-9]\d{0,8})$/.test(name);
}

/** Whether a value of a type may be of a kind. */
export function canBe(type: InputType, wanted: InputType['kind']): boolean {
  return (
    type.kind === wanted ||
    type.kind === 'unknown' ||
    (type.kind === 'union' && type.of.some((one) => canBe(one, wanted)))
  );
}

function mayBeAbsent(type: InputType): boolean {
  return type.kind === 'unknown' || (type.kind === 'union' && type.of.some(mayBeAbsent));
}

/**
 * The code that reads a place within a value, and what is there; `unknown` may also be absent. Where the types do not say
 * that there is such a place, it is looked up.
 */
export function access(
  of: string,
  type: InputType,
  path: readonly string[],
  writer: Writer,
): { readonly code: string; readonly type: InputType } {
  let code = of;
  let at = type;
  for (const [depth, name] of path.entries()) {
    if (at.kind === 'array' && isIndex(name)) {
      code += `[${name}]`;
      at = { kind: 'union', of: [at.of, { kind: 'unknown' }] };
      continue;
    }
    const field = at.kind === 'record' ? at.fields.find((one) => one.name === name) : undefined;
    if (field === undefined) {
      const rest = path.slice(depth).map(quoted).join(', ');
      return { code: `${writer.use('valueWithin')}(${code}, [${rest}])`, type: { kind: 'unknown' } };
    }
    code += propertyKey(name) === name ? `.${name}` : `[${propertyKey(name)}]`;
    at = field.optional ? { kind: 'union', of: [field.type, { kind: 'unknown' }] } : field.type;
  }
  return { code, type: at };
}

/** What is at a place, as {@link access} reads it, where it is there at all. */
export function typeAt(type: InputType, path: readonly string[]): InputType {
  let at = type;
  for (const name of path) {
    const field = at.kind === 'record' ? at.fields.find((one) => one.name === name) : undefined;
    const item = at.kind === 'array' && isIndex(name) ? at.of : field?.type;
    if (item === undefined) return { kind: 'unknown' };
    at = item;
  }
  return at;
}
