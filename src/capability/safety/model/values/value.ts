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

export function constant(value: Constant): Values {
  return typeof value === 'string' && value.length > 20_000 ? unknown : [{ kind: 'constant', value }];
}

export function builtin(path: string): Values {
  return [{ kind: 'builtin', path }];
}

export function list(items: readonly Values[]): Values {
  return items.length > 5000 ? unknown : [{ kind: 'list', items }];
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

/** The one thing that a value is in JavaScript, where all of it is known: for folding. */
export function toData(value: Value | undefined): { readonly data: unknown } | undefined {
  if (value?.kind === 'constant') return { data: value.value };
  if (value?.kind === 'data') return { data: value.value };
  if (value?.kind === 'object') return value.node.properties.length === 0 ? { data: {} } : undefined;
  if (value?.kind !== 'list') return undefined;
  const items: unknown[] = [];
  for (const item of value.items) {
    const one = item.length === 1 ? toData(item[0]) : undefined;
    if (one === undefined) return undefined;
    items.push(one.data);
  }
  return { data: items };
}
