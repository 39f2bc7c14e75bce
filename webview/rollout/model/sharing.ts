import { isRecord } from '#base';

/**
 * What is new, with every part that is as it was taken from before: what has not changed is the same object then, and is
 * not drawn again, so that focus and scroll stay where they are.
 * @param now plain data
 */
export function sharing<T>(before: unknown, now: T): T {
  return shared(before, now) as T;
}

function shared(before: unknown, now: unknown): unknown {
  if (Object.is(before, now)) return before;
  if (Array.isArray(before) && Array.isArray(now)) {
    const parts = now.map((part, at) => shared(before[at], part));
    return parts.length === before.length && parts.every((part, at) => part === before[at]) ? before : parts;
  }
  if (Array.isArray(before) || Array.isArray(now) || !isRecord(before) || !isRecord(now)) return now;
  const parts = Object.entries(now).map(([key, part]) => [key, shared(before[key], part)] as const);
  const isSame =
    parts.length === Object.keys(before).length && parts.every(([key, part]) => key in before && part === before[key]);
  return isSame ? before : Object.fromEntries(parts);
}
