import type { Primordials } from './primordials.ts';

/** Adds what V8 has, programs use, and QuickJS lacks; an engine that has it keeps its own. */
export function addMissing(p: Primordials) {
  if (!p.hasOwn(Error, 'captureStackTrace')) {
    const captureStackTrace = (target: object) => p.define(target, 'stack', new p.Error().stack ?? '', false);
    p.define(Error, 'captureStackTrace', captureStackTrace, false);
  }
  if (!p.hasOwn(Array, 'fromAsync')) {
    type Items = AsyncIterable<unknown> | Iterable<unknown> | ArrayLike<unknown>;
    const fromAsync = async (items: Items, map?: (item: unknown, index: number) => unknown, self?: unknown) => {
      const all: unknown[] = [];
      const isIterable = Symbol.iterator in items || Symbol.asyncIterator in items;
      for await (const item of isIterable
        ? (items as AsyncIterable<unknown>)
        : Array.from(items as ArrayLike<unknown>)) {
        all.push(map ? await p.apply(map, self, [item, all.length]) : item);
      }
      return all;
    };
    p.define(Array, 'fromAsync', fromAsync, false);
  }
  // The name of the time zone, which is the same everywhere.
  const zone = '(Coordinated Universal Time)';
  for (const name of ['toString', 'toTimeString'] as const) {
    const before = Date.prototype[name];
    if (p.slice(p.apply(before, new Date(0), []), -zone.length) === zone) continue;
    const named = function (this: Date) {
      const text = p.apply(before, this, []);
      return p.isNaN(p.time(this)) ? text : `${text} ${zone}`;
    };
    p.define(Date.prototype, name, named, false);
  }
}
