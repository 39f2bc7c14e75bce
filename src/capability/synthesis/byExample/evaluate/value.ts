import type { Value } from '../language/expression.ts';

/** As {@link valueWithin}, of JSON. */
export function valueAt(value: Value | undefined, path: readonly string[]): Value | undefined {
  return valueWithin(value, path) as Value | undefined;
}

/** The value at a path of property names and array indexes; undefined where there is none. */
function valueWithin(value: unknown, path: readonly string[]): unknown {
  let at = value;
  for (const name of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as { readonly [name: string]: unknown })[name];
  }
  return at;
}

/** Whether two values are the same JSON; the order of properties does not matter. */
export function sameValue(left: Value | undefined, right: Value | undefined): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every((name) => Object.hasOwn(right, name) && sameValue(valueAt(left, [name]), valueAt(right, [name])));
}

export function isRecord(value: Value | undefined): value is { readonly [name: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text, a number, or yes or no. */
export function isScalar(value: Value | undefined): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
