/**
 * Whether two results are as good as the same: in all the data that they hold, with keys in any order and the rest in its own,
 * and in the words that errors, dates, addresses and their like have for themselves.
 * @throws TypeError where nobody can see what is held, as by functions and promises; RangeError where something holds itself
 */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other || Object.is(one, other)) return true;
  if (!isObject(one) || !isObject(other) || kindOf(one) !== kindOf(other)) return false;
  const [parts, others] = [partsOf(one), partsOf(other)];
  return parts.length === others.length && parts.every((part, at) => isSame(part, others[at]));
}

const isObject = (value: unknown): value is object => Object(value) === value;
const kindOf: (value: object) => unknown = Object.getPrototypeOf;

function partsOf(value: { toJSON?(): unknown }): readonly unknown[] {
  if (value instanceof ArrayBuffer) return [...new Uint8Array(value)];
  // What hands out its items once is left to whoever they are meant for.
  if (Symbol.iterator in value && !('next' in value)) return [...(value as Iterable<unknown>)];
  const keys = Object.keys(value).sort();
  const parts = keys.flatMap((key) => [key, Reflect.get(value, key)]);
  if ([null, Object.prototype].includes(kindOf(value) as null)) return parts;
  const words = String(value.toJSON?.() ?? value);
  const saysNothing = typeof value === 'function' || words.startsWith('[object ');
  if (saysNothing && keys.length === 0) throw new TypeError('nobody can see what it holds');
  return [words, ...parts];
}
