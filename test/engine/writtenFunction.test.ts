import { expect, onTestFinished, test } from 'vitest';
import { silentLogger } from '#base';
import { findStubs } from '#capability/discovery';
import { sourceTools } from '#capability/safety';
import type { SynthesisGap } from '#capability/synthesis';
import type { PlainData, Stub } from '#protocol';
import type { NumberExpression } from '../../src/capability/synthesis/byExample/language/expression.ts';
import { filled } from '../../src/engine/synthesis/fillStub.ts';
import { repetition } from '../../src/engine/synthesis/heldOut.ts';
import { LocalSynthesisSession } from '../../src/engine/synthesis/localSynthesisSession.ts';
import { mistyped } from '../../src/engine/synthesis/typeGate.ts';

const program = 'export function run({ text }: { text: string }): string {\n  return text.toUpperCase();\n}\n';
const written = (parameter: string, inputs: readonly (readonly PlainData[])[] = [['a'], ['b']], path = 'a.ts') => {
  const before = `import { x } from './x';\nexport function up(${parameter}): string {\n  throw new Error('not implemented');\n}\n`;
  const [stub] = findStubs(path, before);
  return {
    before,
    after: filled(
      before,
      stub as Stub,
      program,
      inputs.map((input) => ({ input, output: '' })),
    ),
  };
};
const headOf = ({ after }: { after: string }) => after.split('\n')[1];

test('a type that says nothing, and none, becomes that of the examples; in JavaScript there is none', () => {
  for (const parameter of ['text: unknown', 'text: any', 'text'])
    expect(headOf(written(parameter))).toBe('export function up(text: string): string {');
  expect(headOf(written('text = ""'))).toBe('export function up(text = ""): string {');
  expect(headOf(written('text', [['a']], 'a.js'))).toBe('export function up(text): string {');
});

test('values that the examples do not show are refused where the type has them', () => {
  const guard = "  if (typeof text !== 'string') throw new TypeError('text has to be a string.');";
  for (const parameter of ['text: string | number', 'text?: string', 'text: string | null'])
    expect(written(parameter).after.split('\n')).toContain(guard);
  for (const parameter of ['text: string', 'text: T', "text: 'a' | 'b'"])
    expect(written(parameter).after.split('\n')).not.toContain(guard);
});

test('what does not fit the types of its file is told, and nothing that was said of the file before', async () => {
  for (const parameter of ['text: unknown', 'text: string | number', 'text?: string', 'text: string']) {
    const { before, after } = written(parameter);
    expect([parameter, await mistyped('a.ts', before, after, sourceTools)]).toEqual([parameter, undefined]);
  }
  const { before, after } = written('text: number');
  expect(await mistyped('a.ts', before, after, sourceTools)).toContain("line 3: Property 'toUpperCase' does not exist");
  expect(await mistyped('a.js', before, after, sourceTools)).toBeUndefined();
});

test('a function that declares nothing gets the parameters that its tests hand over, with their types', () => {
  const texts = ['export function up() {', 'export const up = (): string => {', 'class A { up() {'];
  const heads = texts.flatMap((head) =>
    ['a.ts', 'a.js'].map((path) => {
      const text = `${head}\n  throw new Error('not implemented');\n}${head.includes('class') ? '}' : ''}\n`;
      const [stub] = findStubs(path, text);
      const parameters = ['text', 'most'].map((name, at) => ({ name, optional: at > 0, undeclared: true as const }));
      return filled(text, { ...(stub as Stub), parameters }, program, [{ input: ['a', 1], output: 'A' }]).split(
        '\n',
      )[0];
    }),
  );
  expect(heads).toEqual([
    'export function up(text: string, most?: number) {',
    'export function up(text, most) {',
    'export const up = (text: string, most?: number): string => {',
    'export const up = (text, most): string => {',
    'class A { up(text: string, most?: number) {',
    'class A { up(text, most) {',
  ]);
});

test('no answer is what the tests expect where the type does not say it', () => {
  const code = "export function up(text: string) {\n  throw new Error('not implemented');\n}\n";
  const [stub] = findStubs('a.ts', code);
  const none = program.replace('text.toUpperCase()', 'null');
  const body = (isUndefined?: true) =>
    filled(code, stub as Stub, none, [{ input: ['a'], output: null, ...(isUndefined && { isUndefined }) }]).split(
      '\n',
    )[1];
  expect([body(true), body()]).toEqual(['  return undefined;', '  return null;']);
});

test('an answer that may be missing is what its type has for that', () => {
  const maybe = program.replace('text.toUpperCase()', "text.split(' ').at(1) ?? null");
  const body = (type: string) => {
    const code = `export function up(text: string): ${type} {\n  throw new Error('not implemented');\n}\n`;
    return filled(code, findStubs('a.ts', code)[0] as Stub, maybe)
      .split('\n')
      .slice(1, -2)
      .join('\n');
  };
  expect(body('string | null')).toBe("  return text.split(' ').at(1) ?? null;");
  expect(body('string | undefined')).toBe("  return text.split(' ').at(1);");
  expect(body('string')).toBe(`  const answer = text.split(' ').at(1);
  if (answer === undefined) throw new RangeError('up has no answer for this input.');
  return answer;`);
});

test('a type that the caller chooses is told as what no example can show', async () => {
  const before = "export function up<T extends string>(text: T): T {\n  throw new Error('not implemented');\n}\n";
  const after = filled(before, findStubs('a.ts', before)[0] as Stub, program);
  expect(await mistyped('a.ts', before, after, sourceTools)).toContain(
    'gives string, and is declared to give T, which its caller chooses, and no example can show',
  );
});

test('what tests expect and a program does not do is told with it', async () => {
  const { before } = written('text: string');
  const [stub] = findStubs('a.ts', before);
  const session = new LocalSynthesisSession(silentLogger);
  onTestFinished(() => session.dispose());
  const place = { path: 'a.test.ts', line: 3, column: 1, start: 0, end: 1 };
  const known = {
    examples: [
      { input: ['ab'], output: 'AB' },
      { input: ['c d'], output: 'C D' },
    ],
    otherInputs: [],
  };
  const errors = [
    { input: [''], message: 'empty', place },
    { input: ['ab'], message: 'known', place },
    { input: ['   '], message: 'blank', unread: true as const, place },
  ];
  const told = { errors, skipped: [{ place, reason: 'x is no literal' }] };
  const lesson = { text: before, stub: stub as Stub, intent: 'up', ...known, ...told };
  const result = await session.fill(lesson, new SharedArrayBuffer(4), {});
  // What has an output cannot end with an error, and what was not read of one is not learned.
  expect(result?.caveats).toEqual([
    '2 tests expect errors, as for ("ab"): a.test.ts:3. It does not give them.',
    'An assertion of its tests was left out (x is no literal), and may fail: a.test.ts:3.',
  ]);
  expect(result?.text).toContain("\n  if (text === '') throw new Error('empty');\n  return text.toUpperCase();\n");
  expect(await mistyped('a.ts', before, result?.text ?? '', sourceTools)).toBeUndefined();
});

test('where likely programs differ on a call of it elsewhere, that is told', async () => {
  const before = "export function last(name) {\n  throw new Error('not implemented');\n}\n";
  const [stub] = findStubs('a.js', before);
  const session = new LocalSynthesisSession(silentLogger);
  onTestFinished(() => session.dispose());
  const examples = [
    { input: ['Ada Lovelace'], output: 'Lovelace' },
    { input: ['Alan Turing'], output: 'Turing' },
  ];
  const lesson = { text: before, stub: stub as Stub, intent: 'last', examples };
  const filledFor = async (otherInputs: readonly (readonly string[])[]) =>
    session.fill({ ...lesson, otherInputs }, new SharedArrayBuffer(4), {});
  expect((await filledFor([['Donald Knuth']]))?.caveats).toEqual([]);
  const doubt = /^The examples leave open whether "Grace Brewster Hopper" gives /;
  expect((await filledFor([['Grace Brewster Hopper']]))?.caveats).toEqual([expect.stringMatching(doubt)]);
});

test('in JavaScript a program has no types, whatever it needs beside it', async () => {
  const typed = `interface Row { readonly name: string }

/** Pairs. */
type Pair<T> = readonly [T, T];

export function run({ text }: { text: string }): string | null {
  const groups = new Map<string, ({ name: string; value: unknown })[]>();
  const list: readonly string[] = [...groups.keys()] as string[];
  const most = list.map((one: string, at?: number): string => one ?? text)[0]!;
  return again<string>(text.length > 2 ? text : most) ?? null;
}

/** The same: \`a: string\`. */
function again<T extends string>(value: T): T {
  return value;
}
`;
  for (const path of ['a.js', 'a.cjs', 'a.mjs', 'a.jsx']) {
    const before = "export function up(text) {\n  throw new Error('not implemented');\n}\n";
    const [stub] = findStubs(path, before);
    const after = filled(before, stub as Stub, typed);
    expect(await mistyped(path, before, after, sourceTools)).toBeUndefined();
    expect(after).toBe(`export function up(text) {
  const groups = new Map();
  const list = [...groups.keys()];
  const most = list.map((one, at) => one ?? text)[0];
  return again(text.length > 2 ? text : most) ?? null;
}

/** The same: \`a: string\`. */
function again(value) {
  return value;
}
`);
    const broken = after.replace('(value)', '(value: string)');
    expect(await mistyped(path, before, broken, sourceTools)).toMatch(/^Its file could not be read any more: /);
  }
});

test('a program that only repeats its examples is told from one that knows what is meant', async () => {
  const gap = (pairs: readonly (readonly [PlainData, PlainData])[]) =>
    ({
      intent: 'it',
      parameters: ['value'],
      examples: pairs.map(([input, output]) => ({ input: [input], output })),
    }) as unknown as SynthesisGap;
  const program = { gives: 'constant', value: 1 } as const;
  const judged = (pairs: readonly (readonly [PlainData, PlainData])[], source = '') =>
    repetition(gap(pairs), { source, program }, new SharedArrayBuffer(4), {});
  const random = [17, 4242, 99, 31337, 8, 77711].map((output, at) => [at, output] as const);
  expect(await judged(random)).toContain('right about 0 of 6 that it had not seen');
  const meant = ['a b', 'c d e', 'x', 'k l', 'q r', 'o p'].map((text) => [text, text.toUpperCase()] as const);
  // Right about half of what is yes or no is right about nothing.
  const years = [1996, 1997, 2015, 1970, 1960, 2100, 1900, 2000, 2400, 1800];
  const guessed = years.map((year) => [year, (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0] as const);
  expect(await judged(guessed)).toContain('that it had not seen');
  expect(await judged(meant)).toBeUndefined();
  expect(await judged(meant.slice(0, 3))).toBeUndefined();
  expect(await judged(meant.slice(0, 3), "const all = ['A B', 'C D E', 'X'];")).toContain('may only repeat them');
});

test('what is made of the inputs alone repeats nothing, though each of its examples is a case of its own', async () => {
  const rows = [
    [5, 0, 10, 5],
    [-1, 0, 10, 0],
    [11, 0, 10, 10],
  ];
  const examples = rows.map((row) => ({ input: row.slice(0, 3), output: row[3] ?? null }));
  const gap: SynthesisGap = { intent: 'clamp', parameters: ['value', 'min', 'max'], examples };
  const input = (column: number) => ({ op: 'numberInput', column, path: [] }) as const;
  const judged = (most: NumberExpression) => {
    const left = { op: 'arithmetic', by: 'max', left: input(0), right: input(1) } as const;
    const program = { gives: 'number', body: { op: 'arithmetic', by: 'min', left, right: most } } as const;
    return repetition(gap, { source: '', program }, new SharedArrayBuffer(4), {});
  };
  expect(await judged(input(2))).toBeUndefined();
  expect(await judged({ op: 'constant', value: 10 })).toContain('right about 0 of 3');
});
