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

type Held = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Held => Object(value) === value;
const kindOf: (value: object) => object | null = Object.getPrototypeOf;

function partsOf(value: Held & { toJSON?(): unknown }): readonly unknown[] {
  if (value instanceof ArrayBuffer) return [...new Uint8Array(value)];
  const kind = kindOf(value);
  // What hands out its items once is left to whoever they are meant for.
  const items = Symbol.iterator in value && !('next' in value) && [...(value as object as Iterable<unknown>)];
  if (items && (ArrayBuffer.isView(value) || kind === Array.prototype)) return items;
  const parts = Object.keys(value)
    .sort()
    .flatMap((key) => [key, value[key]]);
  // Of no class, in whichever realm.
  if (!kind || !kindOf(kind)) return [items, ...parts];
  const said = value.toJSON?.();
  // Another one of its kind would say another one, for ever.
  const json = kindOf(Object(said)) === kind ? undefined : said;
  // Collections of libraries have things of their own beside their items; what is the user's they say in JSON.
  if (items) return [items, ...(json ? [json] : parts)];
  const words = json ?? `${value}`;
  const saysNothing = typeof value === 'function' || (words as string).startsWith?.('[object ');
  if (saysNothing && parts.length === 0) throw new TypeError('nobody can see into it');
  return [words, ...parts];
}
