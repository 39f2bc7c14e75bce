import { expect, test } from 'vitest';
import { prepare } from '#capability/safety';
import { defaultLimits, type RunResult } from '#protocol';
import { callOf, describeRunners } from './support.ts';

const run = (body: string) => `export function run(input, context) { ${body} }`;

const values: readonly [source: string, value: unknown][] = [
  [run('return input;'), { a: [1, 'ä\u2028', null, true, -0.5], __proto__x: {} }],
  [run('return [undefined, { a: undefined, b: 1 }];'), [null, { b: 1 }]],
  [run('return undefined;'), null],
  [run('return new Date(0);'), '1970-01-01T00:00:00.000Z'],
  [run('return Object.assign(Object.create(null), { a: 1 });'), { a: 1 }],
  [run('class P { constructor() { this.n = 2; } get m() { return 3; } } return new P();'), { n: 2 }],
  [run('return JSON.parse(\'{"__proto__": 1}\');'), JSON.parse('{"__proto__": 1}')],
  [run('return { ok: false, toJSON() { return 1; } }.ok;'), false],
  ['export async function run() { let sum = 0; for (let i = 0; i < 100; i++) sum += await i; return sum; }', 4950],
  ['const later = await Promise.resolve(7); export const run = () => later;', 7],
  [run('return { then(done) { done(5); } };'), 5],
  ['let n = 0; for (let i = 0; i < 10; i++) n += await i; export const run = () => n;', 45],
  // A console that does nothing, and `using`, are there as code expects them.
  [
    run(
      'console.table([1]); console.time("a"); console.timeLog("a"); console.timeEnd("a"); console.assert(false); console.count(); console.countReset(); console.group("g"); console.groupCollapsed(); console.groupEnd(); console.dir({}); console.dirxml(1); console.trace("t"); console.clear(); return 1;',
    ),
    1,
  ],
  ['console.log("early"); export const run = () => 2;', 2],
  [
    run(
      'const closed = []; { using a = { [Symbol.dispose]() { closed.push("a"); } }; closed.push("in"); } return closed;',
    ),
    ['in', 'a'],
  ],
  [
    'export async function run() { const closed = []; { await using a = { async [Symbol.asyncDispose]() { closed.push("a"); } }; } return closed; }',
    ['a'],
  ],
  // What is taken away, and what is the same in every run.
  [
    run('return [typeof WebAssembly, typeof SharedArrayBuffer, typeof Atomics, typeof WeakRef, typeof performance];'),
    Array(5).fill('undefined'),
  ],
  [run('return ["process", "require", "fetch", "setTimeout"].filter((name) => name in globalThis);'), []],
  [run('return new ArrayBuffer(8, { maxByteLength: 80 }).resizable ?? false;'), false],
  [
    run('return [new Date().getTime(), Date.now(), new Date(0).getHours(), new Date() instanceof Date];'),
    [946684800000, 946684800000, 0, true],
  ],
  [run('return typeof (() => {}).constructor === "function" && (() => {}) instanceof Function;'), true],
  [run('return Object.keys(context);'), []],
  // The code around the program does not use what the program can change.
  [run('Object.keys = () => []; Reflect.ownKeys = () => []; JSON.stringify = () => "no"; return { a: 1 };'), { a: 1 }],
  [run('Function.prototype.call = Function.prototype.apply = () => "no"; return [1];'), [1]],
  [
    run('Array.prototype.push = Array.prototype[Symbol.iterator] = null; Array.isArray = () => false; return [[2]];'),
    [[2]],
  ],
  [run('Object.defineProperty(Object.prototype, "json", { get() { return "9"; } }); return { a: 1 };'), { a: 1 }],
  [run('Object.defineProperty(Array.prototype, 0, { set() { throw 1; } }); return { a: 1 };'), { a: 1 }],
  ['Object.prototype.get = () => 6; export const run = () => ({ a: 1 });', { a: 1 }],
  // Members without parts are written at once, between those that have some, in their own order and with nobody's say.
  [
    run('return [1, "a", [2, [], 3], { z: 1, a: [], 7: "b", "": null, x: undefined, y: {} , w: -0 }, true, null];'),
    [1, 'a', [2, [], 3], { 7: 'b', z: 1, a: [], '': null, y: {}, w: 0 }, true, null],
  ],
  [run('return JSON.parse(\'{"a": 1, "__proto__": "p", "b": [], "toJSON": 2}\');'), { a: 1, b: [], toJSON: 2 }],
  [
    run(
      'Object.prototype.toJSON = Array.prototype.toJSON = String.prototype.toJSON = Number.prototype.toJSON = () => "no"; return { a: 1, b: ["x", 2] };',
    ),
    { a: 1, b: ['x', 2] },
  ],
  [
    run(
      'Object.defineProperty(Array.prototype, 1, { set() { throw 1; } }); Object.defineProperty(Object.prototype, "a", { set() { throw 2; } }); return [1, 2, JSON.parse(\'{"a": 3}\')];',
    ),
    [1, 2, { a: 3 }],
  ],
  ['Object.prototype.writable = Object.prototype.value = 7; export const run = () => [1];', [1]],
];

const refusals: readonly [source: string, status: RunResult['status'], message: RegExp][] = [
  [run('return { a: [1, { get price() { return 1; } }] };'), 'invalid-output', /\$\.a\[1\]\.price is an accessor/],
  [
    run('Object.prototype.value = 7; return { a: 1, get b() { return 2; } };'),
    'invalid-output',
    /\$\.b is an accessor/,
  ],
  [
    run(
      'const a = [1]; Object.defineProperty(a, 0, { get: () => 2, enumerable: true }); Object.prototype.value = 7; return a;',
    ),
    'invalid-output',
    /\$\[0\] is an accessor/,
  ],
  [run('return { f() {} };'), 'invalid-output', /\$\.f is a function/],
  [run('return [1n];'), 'invalid-output', /\$\[0\] is a bigint/],
  [run('return { a: 1, n: -Infinity, b: 2 };'), 'invalid-output', /\$\.n is infinite/],
  [run('return Array(40_000).fill("abcdef");'), 'output-too-large', /more than 200000 bytes/],
  [run('return { a: "\\u0000".repeat(50_000) };'), 'output-too-large', /more than 200000 bytes/],
  [run('return { n: NaN };'), 'invalid-output', /\$\.n is NaN/],
  [run('return { s: Symbol("x") };'), 'invalid-output', /\$\.s is a symbol/],
  [run('return new Map([[1, 2]]);'), 'invalid-output', /\$ is a Map/],
  [run('return { d: new Date(NaN) };'), 'invalid-output', /\$\.d is an invalid Date/],
  [run('const a = {}; a.b = { a }; return a;'), 'invalid-output', /\$\.b\.a is a cycle/],
  [run('return [1, , 2];'), 'invalid-output', /\$\[1\] is a hole/],
  [run('return new Proxy({}, { ownKeys() { throw new Error("trap"); } });'), 'invalid-output', /reading it failed/],
  [run('const a = []; a[4294967294] = 1; return a;'), 'output-too-large', /4294967295 elements/],
  [run('return "x".repeat(5e6);'), 'output-too-large', /more than 200000 bytes/],
  [run('let a = []; for (let i = 0; i < 1000; i++) a = [a]; return a;'), 'output-too-large', /deeper than 100 levels/],
  [
    run('let o = { v: 1 }; for (let i = 0; i < 40; i++) o = { a: o, b: o }; return o;'),
    'output-too-large',
    /more than/,
  ],
  [run('throw new TypeError("no");'), 'error', /^TypeError: no$/],
  [run('throw null;'), 'error', /^null was thrown$/],
  [run('throw "words";'), 'error', /^words$/],
  [run('throw { get message() { throw 1; }, get stack() { throw 2; } };'), 'error', /without a message/],
  [run('throw new Error("m".repeat(1e6));'), 'error', /^m{2000}$/],
  [run('throw new Error("\\x1b[2J a\\r\\nb");'), 'error', /^ \[2J a b$/],
  [run('throw new Error("a\\u202eb\\u2066c");'), 'error', /^a b c$/],
  ['export async function run() { throw undefined; }', 'error', /^undefined was thrown$/],
  ['throw new RangeError("early"); export const run = 1;', 'error', /RangeError: early/],
  ['export const other = 1;', 'error', /exports no function `run`/],
  ['import fs from "node:fs"; export const run = () => fs.readdirSync("/");', 'error', /import|load module/],
  ['export const run = () => import("node:fs");', 'error', /./],
  ['import { start } from "starter"; export const run = () => start({ run: () => 1 });', 'error', /import|load module/],
  ['export const run = () => import("starter");', 'error', /./],
  ['export function run() { with ({}) return 1; }', 'error', /SyntaxError/],
  [run('return eval("1");'), 'error', /Code cannot be made from text/],
  [run('return (async () => {}).constructor("return 1")();'), 'error', /Code cannot be made from text/],
  [run('return new Promise(() => {});'), 'timeout', /nothing will ever settle/],
  ['await new Promise(() => {}); export const run = () => 1;', 'timeout', /nothing will ever settle/],
  ['await new Promise(() => {}); export function run() { return 1; }', 'timeout', /nothing will ever settle/],
  ['await 0; throw new RangeError("late"); export const run = 1;', 'error', /RangeError: late/],
  ['export const other = await 1;', 'error', /exports no function `run`/],
];

const cyclic: Record<string, unknown> = {};
cyclic.itself = cyclic;
const never = () => {
  throw new Error('no');
};

describeRunners('answers', (sandbox) => {
  test.each(values)('%s', async (source, value) => {
    const result = await sandbox().run(callOf(source, { input: values[0]?.[1] as never }));
    expect(result).toMatchObject({ status: 'ok', value });
  });

  test.each(refusals)('%s is refused: %s', async (source, status, message) => {
    const result = await sandbox().run(
      callOf(source, { limits: { outputBytes: 200_000, wallMs: 20_000, cpuMs: 20_000 } }),
    );
    expect(result.status).toBe(status);
    if (result.status !== 'ok') {
      expect(result.message).toMatch(message);
      expect(result.message.length).toBeLessThanOrEqual(2000);
    }
  });

  test('nothing is left of a run in the next', async () => {
    const source =
      'let calls = 0; export function run() { globalThis.seen = (globalThis.seen ?? 0) + 1; return [++calls, globalThis.seen]; }';
    for (let round = 0; round < 5; round++) {
      expect(await sandbox().run(callOf(source))).toMatchObject({ status: 'ok', value: [1, 1] });
    }
  });

  test('chance and time are the same in every run', async () => {
    const source = run('return [Math.random(), Math.random(), new Date().toISOString()];');
    const [first, second] = [await sandbox().run(callOf(source)), await sandbox().run(callOf(source))];
    expect(first).toMatchObject({ status: 'ok' });
    expect(second).toMatchObject({ status: 'ok', value: first.status === 'ok' ? first.value : '' });
  });

  test('an error has its place in the source, not in the code that was made of it', async () => {
    const source = 'interface A { a: number }\ntype B = A;\nexport function run(x: B) {\n  throw new Error("here");\n}';
    expect(await sandbox().run(callOf(source))).toMatchObject({ status: 'error', at: { line: 4 } });
  });

  test('what is added to a program has the place of what called it, or none', async () => {
    const source = 'type A = number;\nexport function run(n: A): A {\n  return "x".repeat(n).length;\n}';
    const program = await prepare(source, { input: { type: 'number' }, output: true, limits: defaultLimits });
    const { status, ...guarded } = await sandbox().run({ ...callOf(source, { input: 1e10 }), program });
    expect(guarded).toMatchObject({ message: expect.stringMatching(/^OutOfMemoryError/), at: { line: 3 } });
    const refused = await sandbox().run({ ...callOf(source, { input: 'x' }), program });
    expect(refused).toMatchObject({ status, message: expect.stringMatching(/^InvalidInputError/) });
    expect(refused).not.toHaveProperty('at');
  });

  test.each<[title: string, input: unknown]>([
    ['a bigint', 10n],
    ['a bigint within', { a: [10n] }],
    ['a cycle', cyclic],
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
    ['a toJSON that gives nothing', { toJSON: () => undefined }],
    ['a toJSON that throws', { toJSON: () => never() }],
  ])('an input that is no plain data is answered with an error: %s', async (_, input) => {
    const result = await sandbox().run(callOf(run('return typeof input;'), { input: input as never }));
    expect(result).toMatchObject({
      status: 'error',
      message: expect.stringMatching(/^The input is no plain data: \S/),
    });
  });

  test('the input is a copy', async () => {
    const input = { items: [1] };
    expect(
      await sandbox().run(callOf(run('input.items.push(2); return input.items.length;'), { input })),
    ).toMatchObject({
      value: 2,
    });
    expect(input).toEqual({ items: [1] });
  });
});
