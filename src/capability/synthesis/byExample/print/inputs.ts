import type { Value } from '../language/expression.ts';
import { quoted, type Writer } from './writer.ts';

/** The parameters of the program: the local name of each, and its type as TypeScript. */
export type PrintedInputs = readonly { readonly name: string; readonly type: InputType }[];

/** The shape of the values that a parameter has had. */
export type InputType =
  | { readonly kind: 'string' | 'number' | 'boolean' | 'null' | 'unknown' }
  | { readonly kind: 'union'; readonly of: readonly InputType[] }
  | { readonly kind: 'array'; readonly of: InputType }
  | { readonly kind: 'record'; readonly fields: readonly { name: string; type: InputType; optional: boolean }[] };

/** What all of the values are. */
export function typeOf(values: readonly (Value | undefined)[]): InputType {
  const present = values.filter((value) => value !== undefined);
  const kinds: InputType[] = [];
  for (const kind of ['string', 'number', 'boolean'] as const) {
    if (present.some((value) => typeof value === kind)) kinds.push({ kind });
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
      return `readonly ${['union'].includes(type.of.kind) ? `(${typeText(type.of)})` : typeText(type.of)}[]`;
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

/** Reads a text or number of the inputs; where the type says that it may be something else, that is checked. */
export function readInput(
  { column, path }: { readonly column: number; readonly path: readonly string[] },
  as: 'text' | 'number',
  writer: Writer,
  inputs: PrintedInputs,
): string {
  const { code, type } = access(column, path, inputs);
  const wanted = as === 'text' ? 'string' : 'number';
  if (type.kind === wanted) return code;
  if (as === 'text' && (type.kind === 'number' || type.kind === 'boolean')) return `String(${code})`;
  const wish = path.at(-1)?.replace(/\W|^\d+/g, '') || 'value';
  const name = path.length === 0 ? code : writer.declare(wish, code);
  if (as === 'number') {
    writer.declineIf(`typeof ${name} !== 'number'`);
    return name;
  }
  const kinds = type.kind === 'union' ? type.of.map(({ kind }) => kind) : [];
  const others = kinds.filter((kind) => kind === 'number' || kind === 'boolean');
  if (others.length === 0) {
    writer.declineIf(`typeof ${name} !== 'string'`);
    return name;
  }
  writer.declineIf(`typeof ${name} === 'object' || ${name} === undefined`);
  return `String(${name})`;
}

/** Reads an array of the inputs, with the type of its items. */
export function readArray(
  { column, path }: { readonly column: number; readonly path: readonly string[] },
  writer: Writer,
  inputs: PrintedInputs,
): { readonly code: string; readonly type: InputType } {
  const { code, type } = access(column, path, inputs);
  if (type.kind === 'array') return { code, type: type.of };
  const name = /^\w+$/.test(code) ? code : writer.declare('items', code);
  writer.declineIf(`!Array.isArray(${name})`);
  const inner = type.kind === 'union' ? type.of.find(({ kind }) => kind === 'array') : undefined;
  return { code: name, type: inner?.kind === 'array' ? inner.of : { kind: 'unknown' } };
}

function access(
  column: number,
  path: readonly string[],
  inputs: PrintedInputs,
): { readonly code: string; readonly type: InputType } {
  const input = inputs[column];
  if (input === undefined) return { code: 'undefined', type: { kind: 'unknown' } };
  let code = input.name;
  let type = input.type;
  for (const name of path) {
    const optional = isOptional(type) ? '?.' : '';
    if (/^\d+$/.test(name)) code += `${optional}[${name}]`;
    else code += propertyKey(name) === name ? `${optional || '.'}${name}` : `${optional}[${propertyKey(name)}]`;
    type = step(type, name);
  }
  return { code, type };
}

function isOptional(type: InputType): boolean {
  return type.kind === 'union' || type.kind === 'unknown';
}

function step(type: InputType, name: string): InputType {
  if (type.kind === 'record') {
    const field = type.fields.find((one) => one.name === name);
    if (field === undefined) return { kind: 'unknown' };
    return field.optional ? { kind: 'union', of: [field.type, { kind: 'unknown' }] } : field.type;
  }
  if (type.kind === 'array') return { kind: 'union', of: [type.of, { kind: 'unknown' }] };
  if (type.kind === 'union') {
    const inner = type.of.find(({ kind }) => kind === 'record' || kind === 'array');
    return inner === undefined ? { kind: 'unknown' } : { kind: 'union', of: [step(inner, name), { kind: 'unknown' }] };
  }
  return { kind: 'unknown' };
}
