import type { ts } from 'ts-morph';
import type { FunctionOrClass } from '../tree.ts';

/** What an expression may stand for, as far as the text tells. An expression has several where it has a choice. */
export type Value =
  | { readonly kind: 'constant'; readonly value: Constant }
  /** Part of the language or its host, by its path from the global object: `Reflect.get`; the global object is `''`. */
  | { readonly kind: 'builtin'; readonly path: string }
  /** The `constructor` of something unknown: it may lead to `Function`. */
  | { readonly kind: 'constructor' }
  /** The prototype of something unknown. */
  | { readonly kind: 'prototype' }
  | { readonly kind: 'list'; readonly items: readonly Values[] }
  | { readonly kind: 'object'; readonly node: ts.ObjectLiteralExpression }
  | { readonly kind: 'data'; readonly value: object }
  | { readonly kind: 'function'; readonly node: FunctionOrClass }
  | { readonly kind: 'regex'; readonly node: ts.RegularExpressionLiteral }
  | { readonly kind: 'descriptor'; readonly of: Values }
  | { readonly kind: 'descriptors'; readonly of: Values }
  | { readonly kind: 'bound'; readonly target: Value; readonly args: readonly Values[] }
  /** A method that was taken from a value: `text.split`. */
  | { readonly kind: 'method'; readonly of: Value; readonly name: string }
  /** What `run` is given as its second argument, or a part of it by its path. */
  | { readonly kind: 'context'; readonly path: string };

export type Constant = string | number | bigint | boolean | null | undefined;

/** Empty: nothing is known. More than one: it may be any of them, or something unknown. */
export type Values = readonly Value[];

export const unknown: Values = [];
const most = 24;

const longestText = 20_000;
const longestList = 5000;
/** Of 1,000 bits: larger ones take time and memory that no length of source bounds. */
const largestInteger = 1n << 1000n;

export function constant(value: Constant): Values {
  if (typeof value === 'string' && value.length > longestText) return unknown;
  if (typeof value === 'bigint' && (value > largestInteger || value < -largestInteger)) return unknown;
  return [{ kind: 'constant', value }];
}

export function builtin(path: string): Values {
  return [{ kind: 'builtin', path }];
}

export function list(items: readonly Values[]): Values {
  return items.length > longestList ? unknown : [{ kind: 'list', items }];
}

/** A list of the items of others; unknown where there are too many, without collecting them. */
export function joinedList(parts: Iterable<readonly Values[]>): Values {
  const items: Values[] = [];
  for (const part of parts) {
    if (items.length + part.length > longestList) return unknown;
    items.push(...part);
  }
  return list(items);
}

/** How much there is to copy and compare of values, in characters. */
export function weightOf(values: Values): number {
  let weight = 0;
  for (const value of values) {
    if (value.kind === 'constant' && typeof value.value === 'string') weight += value.value.length;
    else if (value.kind === 'list') weight += value.items.length * 8;
  }
  return weight;
}

/** All of them, without repeating constants and builtins, as many as are worth following. */
export function union(...all: readonly Values[]): Values {
  const seen = new Set<unknown>();
  const found: Value[] = [];
  for (const value of all.flat()) {
    const key = value.kind === 'constant' ? value.value : value.kind === 'builtin' ? `builtin ${value.path}` : value;
    if (seen.has(key)) continue;
    seen.add(key);
    found.push(value);
    if (found.length === most) break;
  }
  return found;
}

export function constants(values: Values): Constant[] {
  return values.flatMap((value) => (value.kind === 'constant' ? [value.value] : []));
}

/** What plain JSON or JavaScript data is as values. */
export function fromData(data: unknown): Values {
  if (Array.isArray(data)) return list(data.map(fromData));
  if (typeof data === 'object' && data !== null) return [{ kind: 'data', value: data }];
  return typeof data === 'function' || typeof data === 'symbol' ? unknown : constant(data as Constant);
}

/** What a value is in JavaScript, with its items and characters counted. */
export interface Data {
  readonly data: unknown;
  readonly size: number;
}

/** Lists may hold the same list many times: what they hold in all is bounded, not what is written. */
const mostData = 50_000;

/** The one thing that a value is in JavaScript, where all of it is known and it is not too large: for folding. */
export function toData(value: Value | undefined): Data | undefined {
  const counted = { size: 0 };
  const found = dataOf(value, counted);
  return found && { data: found.data, size: counted.size };
}

function dataOf(value: Value | undefined, counted: { size: number }): { readonly data: unknown } | undefined {
  counted.size++;
  if (value?.kind === 'constant') {
    if (typeof value.value === 'string') counted.size += value.value.length;
    return counted.size > mostData ? undefined : { data: value.value };
  }
  if (value?.kind === 'data') return { data: value.value };
  if (value?.kind === 'object') return value.node.properties.length === 0 ? { data: {} } : undefined;
  if (value?.kind !== 'list') return undefined;
  const items: unknown[] = [];
  for (const item of value.items) {
    const one = item.length === 1 ? dataOf(item[0], counted) : undefined;
    if (one === undefined || counted.size > mostData) return undefined;
    items.push(one.data);
  }
  return { data: items };
}
