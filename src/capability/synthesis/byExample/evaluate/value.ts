import type { Value } from '../language/expression.ts';

/** The value at a path of property names and array indexes; undefined where there is none. */
export function valueAt(value: Value | undefined, path: readonly string[]): Value | undefined {
  let at: Value | undefined = value;
  for (const name of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Readonly<Record<string, Value>>)[name];
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
