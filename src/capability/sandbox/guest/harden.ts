import type { Primordials } from './primordials.ts';

/**
 * Takes away what a program has no business with, inside the engine: memory that no limit counts, ways to wait or to
 * see the garbage collector, code made from text; and makes time and chance the same in every run.
 */
export function harden(p: Primordials) {
  const global = globalThis as unknown as Record<string, unknown>;
  const ArrayBufferBefore = ArrayBuffer;
  const DateBefore = Date;
  const dateText = Date.prototype.toString;
  const removed = [
    'WebAssembly',
    'SharedArrayBuffer',
    'Atomics',
    'FinalizationRegistry',
    'WeakRef',
    'performance',
    'Temporal',
    'print',
    'gc',
    'Worker',
    'ShadowRealm',
  ];
  for (let index = 0; index < removed.length; index++) p.deleteProperty(global, removed[index] as string);

  const define = (target: object, key: PropertyKey, value: unknown) => p.define(target, key, value, false);

  // What `using` is compiled to asks for them, and not every engine has them.
  const disposal = ['dispose', 'asyncDispose'];
  for (let index = 0; index < disposal.length; index++) {
    const name = disposal[index] as string;
    if (!p.hasOwn(Symbol, name)) p.defineProperty(Symbol, name, { value: Symbol(`Symbol.${name}`) });
  }

  type Constructor = { readonly name: string; readonly prototype: object };
  type Maker = (args: readonly unknown[], target: unknown) => unknown;
  /** Puts another constructor in the place of a built-in one; its prototype and static functions stay. */
  const replace = (original: Constructor, make: Maker, statics: Record<string, unknown> = {}) => {
    const made = function (this: unknown) {
      // biome-ignore lint/complexity/noArguments: an arrow function has no new.target, and a rest parameter costs more.
      return make(arguments as unknown as unknown[], new.target);
    };
    const keys = p.ownKeys(original);
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index] as string;
      if (key !== 'prototype' && key !== 'arguments' && key !== 'caller') {
        p.defineProperty(made, key, p.descriptorOf(original, key) as PropertyDescriptor);
      }
    }
    const names = p.ownKeys(statics);
    for (let index = 0; index < names.length; index++) {
      define(made, names[index] as string, statics[names[index] as string]);
    }
    p.defineProperty(made, 'prototype', { value: original.prototype, writable: false });
    define(original.prototype, 'constructor', made);
    if (p.descriptorOf(global, original.name)?.value === original) define(global, original.name, made);
  };

  const noCode: Maker = () => {
    throw new p.Error('Code cannot be made from text here');
  };
  replace(Function, noCode);
  replace((async () => {}).constructor as FunctionConstructor, noCode);
  replace(function* () {}.constructor as FunctionConstructor, noCode);
  replace(async function* () {}.constructor as FunctionConstructor, noCode);
  define(global, 'eval', noCode);

  // A second argument would make the buffer resizable, and then its memory is not counted.
  replace(ArrayBuffer, (args, target) => {
    if (target === undefined) throw new p.TypeError("Constructor ArrayBuffer requires 'new'");
    return p.construct(ArrayBufferBefore, [args[0]], target);
  });

  const fixedTime = 946_684_800_000;
  const now = () => fixedTime;
  replace(
    DateBefore,
    (args, target) => {
      if (target === undefined) return p.apply(dateText, p.construct(DateBefore, [fixedTime]), []);
      return p.construct(DateBefore, args.length === 0 ? [fixedTime] : args, target);
    },
    { now },
  );
  // Without a moment they take the time of day, past `Date`.
  if (typeof Intl !== 'undefined') {
    const prototype = Intl.DateTimeFormat.prototype as unknown as Record<string, (moment?: unknown) => unknown>;
    const { get } = p.descriptorOf(prototype, 'format') as PropertyDescriptor;
    const parts = prototype.formatToParts;
    const timed = (moment: unknown) => [moment === undefined ? fixedTime : moment];
    const format = {
      get(this: unknown) {
        const formatted = p.apply(get as () => () => unknown, this, []);
        return (moment?: unknown) => p.apply(formatted, undefined, timed(moment));
      },
      formatToParts(this: unknown, moment?: unknown) {
        return p.apply(parts as () => unknown, this, timed(moment));
      },
    };
    p.defineProperty(prototype, 'format', { get: format.get, enumerable: false, configurable: true });
    define(prototype, 'formatToParts', format.formatToParts);
  }

  let state = 0x9e3779b9;
  define(Math, 'random', () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = p.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + p.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  });
}
