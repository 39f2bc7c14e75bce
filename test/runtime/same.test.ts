import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { isSame } from '../../src/runtime/routing/same.ts';
import fc from '../support/fastCheck.ts';

class Money {
  #cents: number;
  constructor(cents: number) {
    this.#cents = cents;
  }
  toJSON() {
    return `${this.#cents} ct`;
  }
}

/** Says in JSON what it holds, which is no text, and nothing of it elsewhere. */
class Amount {
  #cents: number;
  constructor(cents: number) {
    this.#cents = cents;
  }
  toJSON() {
    return { cents: this.#cents };
  }
}

/** Says in JSON that it is itself, or a copy, as what keeps no more than JSON can say may do. */
class Point {
  readonly #copied: boolean;
  readonly x: number;
  constructor(x: number, copied: boolean) {
    this.x = x;
    this.#copied = copied;
  }
  toJSON(): Point {
    return this.#copied ? new Point(this.x, true) : this;
  }
}

/** An object of no class that hands out its items, with more about them. */
const feed = (item: number, total: number) => ({
  total,
  *[Symbol.iterator]() {
    yield item;
  },
});

/** Items with more about them. */
class Page {
  readonly items: readonly number[];
  readonly total: number;
  constructor(items: readonly number[], total: number) {
    this.items = items;
    this.total = total;
  }
  [Symbol.iterator]() {
    return this.items.values();
  }
}

class Rows extends Array<number> {
  count = 0;
}

/** A list that keeps its items in whatever order they came, as collections in libraries have things of their own. */
class Sorted {
  readonly inside: readonly number[];
  constructor(...inside: readonly number[]) {
    this.inside = inside;
  }
  [Symbol.iterator]() {
    return this.toJSON().values();
  }
  toJSON() {
    return this.inside.toSorted();
  }
}

describe('two results', () => {
  test.each<readonly [string, () => unknown, () => unknown]>([
    ['maps', () => new Map([[1, { a: 2 }]]), () => new Map([[1, { a: 3 }]])],
    ['sets', () => new Set([1, 2]), () => new Set([1, 3])],
    ['buffers', () => new Uint8Array([1, 2]).buffer, () => new Uint8Array([1, 3]).buffer],
    ['lists of numbers', () => new Float64Array([1, Number.NaN]), () => new Float64Array([1, 2])],
    ['errors', () => new Error('a'), () => new Error('b')],
    ['errors deep in data', () => [{ of: new TypeError('a') }], () => [{ of: new TypeError('b') }]],
    ['errors with codes', () => Object.assign(new Error('a'), { code: 1 }), () => new Error('a')],
    ['moments', () => new Date(1), () => new Date(2)],
    ['patterns', () => /a/g, () => /a/],
    ['addresses', () => new URL('http://a/'), () => new URL('http://b/')],
    ['queries', () => new URLSearchParams('a=1'), () => new URLSearchParams('a=2')],
    ['what says in JSON what it is', () => new Money(1), () => new Money(2)],
    ['what says in JSON what it is by an object', () => new Amount(1), () => new Amount(2)],
    ['what says in JSON that it is itself', () => new Point(1, false), () => new Point(2, false)],
    ['what says in JSON that it is another of its kind', () => new Point(1, true), () => new Point(2, true)],
    ['items of an object of no class', () => feed(1, 10), () => feed(2, 10)],
    ['what such an object has beside its items', () => feed(1, 10), () => feed(1, 99)],
    ['items with more about them', () => new Page([1], 10), () => new Page([1], 99)],
    ['items that stand for others', () => new Page([1], 10), () => new Page([2], 10)],
    ['rows with a count', () => Object.assign(Rows.of(1), { count: 1 }), () => Object.assign(Rows.of(1), { count: 2 })],
    ['boxed numbers', () => Object(1), () => Object(2)],
    ['large numbers', () => 1n, () => 2n],
    ['holes', () => Array(1), () => [5]],
    ['objects without a prototype', () => Object.assign(Object.create(null), { a: 1 }), () => Object.create(null)],
    [
      'keys of the data that are special elsewhere',
      () => ({ constructor: { a: 1 } }),
      () => ({ constructor: { a: 2 } }),
    ],
    ['texts', () => 'a', () => 'b'],
  ])('that are %s are the same only where they hold the same', (_, make, another) => {
    expect(isSame(make(), make())).toBe(true);
    expect(isSame(make(), another())).toBe(false);
    expect(isSame(another(), make())).toBe(false);
  });

  test.each([
    [{ 0: 1 }, [1]],
    [[], {}],
    [null, {}],
    [undefined, null],
    [1, '1'],
    [{ a: undefined }, {}],
    [new Date(0), {}],
    [new Map(), new Set()],
  ])('of different kinds are different: %j, %j', (one, other) => {
    expect(isSame(one, other)).toBe(false);
    expect(isSame(other, one)).toBe(false);
  });

  test('of data are the same where Node says so, and so is what was made in the same way', () => {
    const few = fc.constantFrom<unknown>(0, 1, 1n, '', 'a', null, undefined, true, Number.NaN);
    const key = fc.constantFrom('a', 'b', 'constructor');
    const data = fc.anything({ values: [few], key, maxKeys: 2, maxDepth: 3, withDate: true, withNullPrototype: true });
    fc.assert(
      fc.property(data, data, fc.clone(data, 2), (one, other, [made, again]) => {
        expect(isSame(one, other)).toBe(isDeepStrictEqual(one, other));
        expect(isSame(made, again)).toBe(true);
      }),
    );
  });

  test.each([
    ['functions', () => () => 1],
    ['promises', () => Promise.resolve(1)],
    ['files', () => new Blob(['a'])],
    ['answers of a server', () => new Response('a')],
    ['iterators', () => [1].values()],
  ])('that nobody can look into cannot be compared: %s', (_, make) => {
    expect(() => isSame([make()], [make()])).toThrow(TypeError);
  });

  test('that say in JSON what they are may hold it in ways of their own', () => {
    expect(isSame(new Sorted(1, 2), new Sorted(2, 1))).toBe(true);
    expect(isSame(new Sorted(1, 2), new Sorted(1, 3))).toBe(false);
  });

  test('that are arrays are their items alone', () => {
    expect(isSame('a1'.match(/a/), 'ba1'.match(/a/))).toBe(true);
  });

  test('that hold themselves cannot be compared', () => {
    const loop = () => {
      const made: { self?: object } = {};
      made.self = made;
      return made;
    };
    expect(() => isSame(loop(), loop())).toThrow(RangeError);
  });

  test('are the same in whatever order keys come, and another in another order of items', () => {
    expect(isSame({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 })).toBe(true);
    expect(isSame([1, 2], [2, 1])).toBe(false);
    expect(isSame(new Set([1, 2]), new Set([2, 1]))).toBe(false);
  });
});
