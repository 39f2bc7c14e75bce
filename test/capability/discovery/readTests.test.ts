/* biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are code */
import { describe, expect, test } from 'vitest';
import { mayHoldAssertions, readTests } from '../../../src/capability/discovery/examples/readTests.ts';
import { constantIn } from '../../../src/capability/discovery/examples/values.ts';
import { parseSource } from '../../../src/capability/discovery/syntax/source.ts';

/** The examples of `f` in a test, as `[input, output]`; a reason for what can't be read. */
function examples(code: string, head = "import { f } from './f';") {
  const text = `${head}\n${code}`;
  expect(mayHoldAssertions(text)).toBe(true);
  return readTests('f.test.ts', text).map(({ read }) => {
    if ('reason' in read) return read.reason;
    return 'error' in read ? [read.input, read.error] : [read.input, read.output];
  });
}

describe('assertions', () => {
  test.each([
    "expect(f('a')).toBe('b')",
    "expect(f('a')).toEqual('b')",
    "expect(f('a')).toStrictEqual('b')",
    "expect(f('a')).to.equal('b')",
    "expect(f('a')).to.deep.equal('b')",
    "expect(await f('a')).toBe('b')",
    "await expect(f('a')).resolves.toBe('b')",
    "assert.equal(f('a'), 'b')",
    "assert.strictEqual(f('a'), 'b')",
    "assert.deepStrictEqual('b', f('a'))",
    "assert.strict.deepEqual(await f('a'), 'b')",
    "strictEqual(f('a'), 'b', 'because')",
    "assertEquals(f('a'), 'b')",
    "t.is(f('a'), 'b')",
    "expect.soft(f('a')).toBe('b')",
    "await expect.poll(() => f('a')).toBe('b')",
    "assert(f('a') === 'b')",
    "assert.ok('b' === f('a'))",
    "expect(f('a') === 'b').toBe(true)",
    "const result = f('a'); expect(result).toBe('b')",
    "const input = 'a'; const expected = `b`; expect(f(input)).toBe(expected)",
    "const { input, list: [, expected] } = { input: 'a', list: ['x', 'b'] }; expect(f(input)).toBe(expected)",
    "const cases = { first: { in: 'a' } } as const; expect(f(cases.first.in)).toBe('b')",
  ])('%s', (code) => {
    expect(examples(`test('it', async (t) => { ${code}; });`)).toEqual([[['a'], 'b']]);
  });

  test('every kind of value, several arguments', () => {
    expect(
      examples("expect(f(-1.5, +2, 1e3, true, null, 'it\\'s', [1, [2]])).toEqual({ a: [], 'b c': { 1: false } })"),
    ).toEqual([[[-1.5, 2, 1000, true, null, "it's", [1, [2]]], { a: [], 'b c': { 1: false } }]]);
    expect(
      examples('expect(f()).toBeUndefined(); expect(f(1)).toBeNull(); expect(f(1, undefined)).toBe(undefined)'),
    ).toEqual([
      [[], null],
      [[1], null],
      [[1], null],
    ]);
    expect(
      examples("const n = 2; const a = [1, ...[n]]; expect(f(`x${n}`, a, { n, ...{ m: 'a' + 'b' } })).toBe(0)"),
    ).toEqual([[['x2', [1, 2], { n: 2, m: 'ab' }], 0]]);
  });

  test('what only running would tell is skipped with a reason', () => {
    expect(examples('expect(f(new Date())).toBe(1)')).toEqual(['new Date() is no literal']);
    expect(examples('expect(f(NaN)).toBe(1); expect(f(1)).toBe(-0); expect(f(10n)).toBe(1)')).toEqual([
      'NaN is not declared in the file',
      'a number is not one of JSON',
      'a number is a bigint, which JSON has none of',
    ]);
    expect(examples('let n = 1; expect(f(n)).toBe(1)')).toEqual(['n is a variable, and no constant']);
    expect(examples('const list = [2, 1]; list.sort(); expect(f(list)).toBe(1)')).toEqual([
      'list is changed in the file',
    ]);
    expect(examples('const o = { a: 1 }; o.a = 2; expect(f(o)).toBe(1)')).toEqual(['o is changed in the file']);
    expect(examples('expect(f([undefined])).toBe(1); expect(f(undefined, 1)).toBe(1)')).toEqual([
      'undefined is a part of a value',
      'an argument is undefined',
    ]);
    expect(examples("import { data } from './data'; expect(f(data)).toBe(1)")).toEqual(['data is no value']);
  });

  test('what says less than the whole result is skipped with a reason', () => {
    expect(examples('expect(f(1)).not.toBe(2); expect(f(1)).to.not.equal(2)')).toEqual([
      'it says what the result is not',
      'it says what the result is not',
    ]);
    expect(examples('expect(f(1)).toBeGreaterThan(2); expect(f(1)).to.have.lengthOf(2)')).toEqual([
      'toBeGreaterThan() says a part of the result, not the whole',
      'lengthOf() says a part of the result, not the whole',
    ]);
  });

  test.each([
    'expect(() => { g(); f(1); }).toThrow()',
    'assert(f(1))',
    'expect(f(1).length).toBe(2)',
    'expect(g(1)).toBe(2)',
    "test.fails('wrong', () => { expect(f(1)).toBe(2); })",
    'function inner(f: (n: number) => number) { expect(f(1)).toBe(2); }',
    "vi.mock('./f'); expect(f(1)).toBe(2)",
  ])('no example: %s', (code) => {
    expect(examples(code)).toEqual([]);
  });

  test.each([
    ["['a', 'b'].join('\\n')", 'a\nb'],
    ["'x'.repeat(3) + 1", 'xxx1'],
    ['-(2 ** 3)', -8],
    ['Array(3).fill(0)', [0, 0, 0]],
    ['Object.keys({ a: 1 })', ['a']],
    ["'a-b'.split('-').at(1)", 'b'],
    ['JSON.stringify({ a: [1] })', '{"a":[1]}'],
    ["new Date('2026-01-02').toISOString()", '2026-01-02T00:00:00.000Z'],
    ['new Date(Date.UTC(2026, 0, 2)).getTime()', 1767312000000],
    ["1 === 1 ? 'yes' : no", 'yes'],
    ['Number(3n)', 3],
  ])('what is made of constants in one way alone is one: %s', (code, value) => {
    expect(examples(`expect(f(${code})).toBe(1)`)).toEqual([[[value], 1]]);
  });

  test.each([
    "'x'.repeat(1e9)",
    "['b', 'a'].sort()",
    "new Date('2026-01-02T10:00').getTime()",
    'Math.random()',
    "'a'.constructor('b')",
  ])('what depends on more, or changes something, is none: %s', (code) => {
    expect(examples(`expect(f(${code})).toBe(1)`)).toEqual([expect.stringContaining('is no literal')]);
  });

  test('members of enums, of the test itself and of the file that it imports', () => {
    const code = 'enum Side { left, right = 4, top, name = "n" } expect(f(Side.top)).toBe(Side.name);';
    expect(examples(code)).toEqual([[[5], 'n']]);
    const source = parseSource(
      'f.ts',
      'export const enum Side { left = 1 << 2, both = left | 1 } export const no = g();',
    );
    const text = "import { f, no, Side } from './f';\nexpect(f(Side.both)).toBe(1); expect(f(no)).toBe(2);";
    const read = readTests('f.test.ts', text, ({ specifier, imported }) =>
      specifier === './f' ? constantIn(source, imported) : undefined,
    );
    expect(read.map((one) => one.read)).toMatchObject([{ input: [5], output: 1 }, { reason: 'no is no value' }]);
  });

  test('errors that are expected, and what their messages have to hold', () => {
    expect(
      examples(`expect(() => f('')).toThrow('empty'); expect(() => { f(1); }).toThrowError(); assert.throws(() => f(2), /x/);
        await expect(f(3)).rejects.toThrow('late'); expect(() => f(4)).not.toThrow(); expect(f).toThrow();`),
    ).toEqual([
      [[''], { message: 'empty' }],
      [[1], {}],
      [[2], { message: 'x' }],
      [[3], { message: 'late' }],
    ]);
  });

  test('classes of errors and objects like them, and what could not be read of one', () => {
    expect(
      examples(`expect(() => f(1)).toThrow(RangeError); expect(() => f(2)).toThrow(new TypeError('no'));
        assert.throws(() => f(3), { name: 'RangeError', message: 'far' }); expect(() => f(4)).toThrow(/a|b+/);
        assert.throws(() => f(5), (error) => error.code === 5); expect(() => f(6)).toThrow(Error);
        assertThrows(() => f(7), RangeError, 'out'); assert.throws(() => f(8), { code: 8 });`),
    ).toEqual([
      [[1], { kind: 'RangeError' }],
      [[2], { kind: 'TypeError', message: 'no' }],
      [[3], { kind: 'RangeError', message: 'far' }],
      [[4], { unread: true }],
      [[5], { unread: true }],
      [[6], {}],
      [[7], { kind: 'RangeError', message: 'out' }],
      [[8], { unread: true }],
    ]);
  });

  test('a list that is spread in a call is its arguments', () => {
    expect(examples('const list = [1, 2]; expect(f(...list, 3)).toBe(6)')).toEqual([[[1, 2, 3], 6]]);
  });

  test('titles and places are told', () => {
    const text =
      "import { f } from './f';\ndescribe('f', () => {\n  it('adds', () => {\n    expect(f(1)).toBe(2);\n  });\n});";
    expect(readTests('a.test.ts', text)).toEqual([
      {
        callee: { specifier: './f', imported: 'f' },
        place: { path: 'a.test.ts', line: 4, column: 5, start: text.indexOf('expect'), end: text.indexOf(';\n  })') },
        test: 'f › adds',
        read: { input: [1], output: 2 },
      },
    ]);
  });
});

describe('tables of cases', () => {
  const rows = [
    [[1, 2], 3],
    [[4, 5], 9],
  ];
  test.each([
    "test.each([[1, 2, 3], [4, 5, 9]])('%i + %i', (a, b, sum) => { expect(f(a, b)).toBe(sum); });",
    "it.each([{ a: 1, b: 2, sum: 3 }, { a: 4, b: 5, sum: 9 }])('$a', ({ a, b, sum }) => expect(f(a, b)).toBe(sum));",
    "test.for([[1, 2, 3], [4, 5, 9]])('%i', ([a, b, sum]) => { expect(f(a, b)).toBe(sum); });",
    "describe.each([[1, 2, 3], [4, 5, 9]])('%i', (a, b, sum) => { test('it', () => { expect(f(a, b)).toBe(sum); }); });",
    "test.each`\n a | b | sum\n ${1} | ${2} | ${3}\n ${4} | ${5} | ${9}\n`('$a', ({ a, b, sum }) => { expect(f(a, b)).toBe(sum); });",
    'const cases = [[1, 2, 3], [4, 5, 9]] as const; for (const [a, b, sum] of cases) test(`${a}`, () => { expect(f(a, b)).toBe(sum); });',
    'const cases = [{ in: [1, 2], out: 3 }, { in: [4, 5], out: 9 }]; cases.forEach((one) => expect(f(one.in[0], one.in[1])).toBe(one.out));',
    "for (const [sum, [a, b]] of Object.entries({ 3: [1, 2], 9: [4, 5] })) test(sum, () => { expect(f(a, b)).toBe(sum === '3' ? 3 : 9); });",
  ])('%s', (code) => {
    expect(examples(code)).toEqual(rows);
  });

  test('one value a row, and a row that cannot be read', () => {
    expect(examples("test.each(['a', 'b'])('%s', (a) => { expect(f(a)).toBe(a); });")).toEqual([
      [['a'], 'a'],
      [['b'], 'b'],
    ]);
    expect(examples("test.each([[1, new Date()], [2, 3]])('%s', (a, b) => { expect(f(a)).toBe(b); });")).toEqual([
      'new Date() is no literal',
      [[2], 3],
    ]);
  });
});

test.each([
  ["import f from './f';", 'f', 'default'],
  ["import { g as f } from './f';", 'f', 'g'],
  ["import * as all from './f';", 'all.f', 'f'],
  ["const { f } = require('./f');", 'f', 'f'],
  ["const f = require('./f');", 'f', '*'],
  ["const all = require('./f');", 'all.g', 'g'],
  ["const f = require('./f').h;", 'f', 'h'],
  ["const { f } = await import('./f');", 'f', 'f'],
])('%s', (head, call, imported) => {
  const [read] = readTests('f.test.ts', `${head}\nexpect(${call}(1)).toBe(2);`);
  expect(read?.callee).toEqual({ specifier: './f', imported });
});

test('neither a broken text nor a deep one throws', () => {
  expect(() => readTests('a.test.ts', 'expect(f(')).not.toThrow();
  expect(() =>
    readTests('a.test.ts', `import { f } from './f'; expect(f(${'['.repeat(300)}${']'.repeat(300)})).toBe(1)`),
  ).not.toThrow();
  expect(examples('const a = b; const b = a; expect(f(a)).toBe(1)')).toEqual(['it is nested too deeply']);
});

test.each([
  ['const b = new F(); b.roll(3); expect(b.score()).toBe(3);', 1],
  ['const b = new F(); [1, 2].forEach((n) => b.roll(n)); expect(b.score()).toBe(3);', 1],
  ['const b = new F(); play(b); expect(b.score()).toBe(3);', 1],
  ['let b; beforeEach(() => { b = new F(); }); it("x", () => { b.roll(3); expect(b.score()).toBe(3); });', 1],
  ['const b = new F(); expect(b.sum(1)).toBe(1); expect(b.score()).toBe(3); expect(() => b.roll(1)).toThrow();', 0],
])('an object that something was done to gives no example: %s', (code, changed) => {
  const calls = readTests('a.test.ts', `import { F } from './f';\n${code}`);
  const reasons = calls.flatMap(({ read }) => ('reason' in read ? [read.reason] : []));
  expect(calls.length).toBeGreaterThan(0);
  expect(reasons).toEqual(Array(changed).fill('what it does depends on what was done to its object before'));
});
