/**
 * The built-ins that the code around a program relies on, taken before the program can replace them.
 *
 * This function and the others of this folder are handed to the engine as text: each is complete in itself, and uses
 * nothing after the start but what is taken here, own properties, and operators. No method calls on values of the
 * program, no iteration, no spreading, no assignment to an index that a setter on a prototype could catch.
 */
export function takePrimordials() {
  const { bind, call } = Function.prototype;
  const uncurry = bind.bind(call as never) as unknown as <This, Args extends unknown[], Result>(
    method: (this: This, ...args: Args) => Result,
  ) => (self: This, ...args: Args) => Result;
  const prototypes: [name: string, prototype: object][] = [
    ['Date', Date.prototype],
    ['Map', Map.prototype],
    ['Set', Set.prototype],
    ['WeakMap', WeakMap.prototype],
    ['WeakSet', WeakSet.prototype],
    ['Promise', Promise.prototype],
    ['Error', Error.prototype],
    ['RegExp', RegExp.prototype],
    ['ArrayBuffer', ArrayBuffer.prototype],
    ['DataView', DataView.prototype],
    ['typed array', Object.getPrototypeOf(Uint8Array.prototype)],
    ['Number', Number.prototype],
    ['String', String.prototype],
    ['Boolean', Boolean.prototype],
    ['Symbol', Symbol.prototype],
    ['BigInt', BigInt.prototype],
  ];
  const { defineProperty, setPrototypeOf } = Object;
  return {
    uncurry,
    /** A data property. What the program puts on Object.prototype is no part of the descriptor. */
    define(target: object, key: PropertyKey, value: unknown, enumerable: boolean): void {
      const descriptor = { __proto__: null, value, writable: true, enumerable, configurable: true };
      defineProperty(target, key, descriptor as PropertyDescriptor);
    },
    /** Takes its prototype away, so that what is put into it meets no setter of the program. */
    bare: <Item>(list: Item[]): Item[] => setPrototypeOf(list, null),
    Error,
    Promise,
    RangeError,
    TypeError,
    apply: Reflect.apply,
    construct: Reflect.construct as (target: unknown, args: readonly unknown[], maker?: unknown) => object,
    defineProperty,
    deleteProperty: Reflect.deleteProperty,
    freeze: Object.freeze,
    descriptorOf: Object.getOwnPropertyDescriptor,
    hasOwn: uncurry(Object.prototype.hasOwnProperty) as (value: object, key: PropertyKey) => boolean,
    prototypeOf: Object.getPrototypeOf,
    ownKeys: Reflect.ownKeys,
    isArray: Array.isArray,
    isFinite: Number.isFinite,
    isNaN: Number.isNaN,
    isWeak: uncurry(WeakSet.prototype.has),
    addWeak: uncurry(WeakSet.prototype.add),
    parse: JSON.parse,
    quote: JSON.stringify as (value: string | number | object) => string,
    imul: Math.imul,
    charCode: uncurry(String.prototype.charCodeAt),
    slice: uncurry(String.prototype.slice),
    String,
    symbolText: uncurry(Symbol.prototype.toString),
    time: uncurry(Date.prototype.getTime),
    isoText: uncurry(Date.prototype.toISOString),
    objectPrototype: Object.prototype as object,
    builtIn: prototypes,
  };
}

export type Primordials = ReturnType<typeof takePrimordials>;
