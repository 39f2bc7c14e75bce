import { describe, expect, test } from 'vitest';
import { readTests } from '../../../src/capability/discovery/examples/readTests.ts';
import { type Evidence, findStubs, gatherGaps } from '../../../src/capability/discovery/index.ts';
import { clusterRequests } from '../../../src/capability/discovery/requests/cluster.ts';
import { signatureOf } from '../../../src/capability/discovery/requests/structure.ts';
import type { PlainData, RecordedRequest } from '../../../src/protocol/index.ts';
import { recorded } from './requests.ts';

const now = Date.UTC(2026, 0, 2);
const gaps = (evidence: Partial<Evidence>) =>
  gatherGaps({ stubs: [], requests: [], ignored: new Map(), now, ...evidence });
const tested = (stub: string, code: string) => ({
  stub: findStubs('src/f.ts', stub)[0] as NonNullable<ReturnType<typeof findStubs>[0]>,
  calls: readTests('test/f.test.ts', `import { f } from '../src/f';\n${code}`),
});

describe('the structure of a request', () => {
  test.each([
    ['turn the selected dates into ISO', { action: 'convert', object: 'dates', to: 'iso', scope: 'selection' }],
    ['convert CSV to a JSON', { action: 'convert', from: 'csv', to: 'json' }],
    ['export from yaml as markdown', { object: 'export', from: 'yaml', to: 'markdown' }],
    ['sort the lines of this file', { action: 'sort', object: 'lines', scope: 'line' }],
    ['sort the lines by length', { action: 'sort', object: 'lines' }],
    ['remove rows where the total is 0 from the table', { action: 'remove', object: 'rows' }],
    ['show me the password', { action: 'show', object: 'password' }],
    ['json to yaml', { action: 'convert', from: 'json', to: 'yaml' }],
    ['export the invoices', { object: 'export' }],
    ['rename "turn csv to json" in src/csv/to.ts', { action: 'rename' }],
    ['', {}],
  ])('%s', (text, structure) => {
    expect(signatureOf(text).structure).toMatchObject(structure);
    if (text === '') expect(signatureOf(text).words).toEqual([]);
    if (text === 'json to yaml') expect(signatureOf(text).structure).not.toHaveProperty('object');
  });
});

test.each([
  ['turn the selected dates into ISO', 'convert dates to iso format'],
  ['sort lines by length', 'Sorting the lines by their lenght'],
  ['csv to json', 'please convert this CSV into JSON'],
  ['remove duplicate lines', 'delete the duplicated lines'],
])('“%s” and “%s” are one gap', (one, other) => {
  expect(clusterRequests([recorded(1, one), recorded(2, other)])).toHaveLength(1);
});

test.each([
  ['convert csv to json', 'convert csv to yaml'],
  ['convert csv to json', 'convert json to csv'],
  ['sort the lines', 'remove the lines'],
  ['encode the title', 'decode the title'],
  ['count words', 'translate to French'],
])('“%s” and “%s” are two', (one, other) => {
  expect(clusterRequests([recorded(1, one), recorded(2, other)])).toHaveLength(2);
});

test('a gap of requests has what is known of them, and is ranked by how often, by how many and how recently', () => {
  const [most, least] = gaps({
    requests: [
      recorded(1, 'count the words'),
      recorded(2, 'convert dates to ISO', { request: { input: { selection: '1/31/2026' } } as never }),
      recorded(3, 'turn the dates into ISO', {
        user: 'bob',
        outcome: 'low_confidence',
        reason: 'Not sure.',
        guesses: [{ name: 'iso-times', title: 'Times', intent: 'times to iso', confidence: 0.4 }],
      }),
      recorded(4, 'dates to ISO', { user: 'bob' }),
      recorded(5, 'dates to ISO', { outcome: 'served', name: 'x' }),
    ],
  });
  expect(most).toMatchObject({
    source: 'requests',
    intent: 'convert dates to ISO',
    kind: 'missing_handler',
    structure: { action: 'convert', object: 'dates', to: 'iso' },
    parameters: ['selection'],
    otherInputs: [['1/31/2026']],
    near: [{ name: 'iso-times', confidence: 0.4, covers: ['iso'], misses: ['convert', 'dates'] }],
    frequency: 3,
    users: 2,
    lastSeen: '2026-01-01T00:04:00.000Z',
  });
  expect(most?.requests.map(({ id }) => id)).toEqual([2, 3, 4]);
  expect(least).toMatchObject({ intent: 'count the words', frequency: 1, users: 1 });
  expect(most?.score).toBeGreaterThan(least?.score ?? Infinity);
  expect(most?.score).toBeLessThan(6);
});

test('a text that an agent gave is what others have selected; what only some had at hand is left out', () => {
  const asked = (id: number, input: PlainData) =>
    recorded(id, 'count the words', { request: { input } as RecordedRequest['request'] });
  const of = (...requests: RecordedRequest[]) => {
    const [gap] = gaps({ requests });
    return [gap?.parameters, gap?.otherInputs];
  };
  expect(of(asked(1, 'a b'), recorded(2, 'count the words'))).toEqual([['selection'], [['a b']]]);
  expect(of(asked(1, 'a b'), asked(2, { file: 'x', selection: 'c' }))).toEqual([['selection'], [['a b'], ['c']]]);
  expect(of(asked(1, 'a b'), asked(2, { file: 'x' }))).toEqual([[], []]);
});

test('an old gap counts less than a new one; after two weeks half', () => {
  const requests = [
    recorded(1, 'count words'),
    recorded(2, 'sort lines', { at: new Date(now - 14 * 864e5).toISOString() }),
  ];
  const scores = gaps({
    requests: requests.map((one) => (one.id === 1 ? { ...one, at: new Date(now).toISOString() } : one)),
  });
  expect(scores.map(({ intent, score }) => [intent, score])).toEqual([
    ['count words', 1],
    ['sort lines', 0.5],
  ]);
});

test('failures of one capability are one gap, however they were asked for', () => {
  const failed = { outcome: 'error', name: 'iso-dates' } as const;
  const found = gaps({
    requests: [recorded(1, 'dates to iso', failed), recorded(2, 'fix my dates', failed), recorded(3, 'dates to iso')],
  });
  expect(found.map(({ tried, kind, requests }) => [tried, kind, requests.length])).toEqual([
    ['iso-dates', 'error', 2],
    [undefined, 'missing_handler', 1],
  ]);
});

test('what was not permitted is a gap until that capability has served; what failed in another way stays one', () => {
  const refused = { outcome: 'permission', name: 'iso-dates' } as const;
  const failed = { outcome: 'error', name: 'sort-lines' } as const;
  const requests = [recorded(1, 'dates to iso', refused), recorded(2, 'sort these lines', failed)];
  expect(gaps({ requests }).map(({ kind }) => kind)).toEqual(['error', 'permission']);
  const since = ['iso-dates', 'sort-lines'].map((name, at) => recorded(3 + at, name, { outcome: 'served', name }));
  expect(gaps({ requests: [...requests, ...since] }).map(({ tried }) => tried)).toEqual(['sort-lines']);
  const again = recorded(9, 'dates to iso', refused);
  expect(gaps({ requests: [...requests, ...since, again] }).find(({ kind }) => kind === 'permission')).toMatchObject({
    frequency: 1,
  });
});

test('a stub has the examples of its tests; repetitions count once, contradictions and odd ones are named', () => {
  const [gap] = gaps({
    stubs: [
      tested(
        'export function f(a: string, b: number): string { throw new Error("TODO") }',
        `expect(f('a', 1)).toBe('x'); expect(f('a', 1)).toBe('x'); expect(f('b', 2)).toBe('y');
expect(f('a', 1)).toBe('z'); expect(f('c')).toBe('w'); expect(f(new Date(), 1)).toBe('v');`,
      ),
    ],
  });
  expect(gap).toMatchObject({ id: 'src/f.ts#f', source: 'stub', intent: 'f', parameters: ['a', 'b'], frequency: 6 });
  expect(gap?.examples.map(({ input, output }) => [...input, output])).toEqual([
    ['a', 1, 'x'],
    ['b', 2, 'y'],
    ['a', 1, 'z'],
  ]);
  expect(gap?.contradictions).toEqual([[0, 2]]);
  expect(gap?.skipped.map(({ reason }) => reason)).toEqual([
    'new Date() is no literal',
    'it has 1 argument, and the other examples have 2',
  ]);
});

test.each([
  ['{ a, b: [c] }, d', 'f({ a: 1, b: [2] }, 3)', ['a', 'c', 'd'], [1, 2, 3]],
  ['a, { up = false, by = 2 } = {}', "f('x', { by: 3 })", ['a', 'up', 'by'], ['x', false, 3]],
  ["a, sep = '-'", "f('x')", ['a', 'sep'], ['x', '-']],
  ['a, ...more', "f('x', 'y', 'z')", ['a', 'more'], ['x', ['y', 'z']]],
  ['...more', 'f()', ['more'], [[]]],
  ['', 'f()', [], []],
])('of a function of (%s), %s has the inputs that its body can use', (parameters, call, names, input) => {
  const [gap] = gaps({
    stubs: [tested(`export function f(${parameters}) { /* TODO */ }`, `expect(${call}).toBe(1);`)],
  });
  expect([gap?.parameters, gap?.examples.map((example) => example.input)]).toEqual([names, [input]]);
});

test('a call that leaves out a part of which nobody knows what it is then is no example', () => {
  const [gap] = gaps({ stubs: [tested('export function f({ a, b }) { /* TODO */ }', 'expect(f({ b: 1 })).toBe(1);')] });
  expect([gap?.examples, gap?.skipped.map(({ reason }) => reason)]).toEqual([[], ['it leaves out a']]);
});

test('a function that declares nothing gets what its tests hand over; one that declares something has that alone', () => {
  const code = 'const year = 2000; expect(f(year)).toBe(true); expect(f(1999, 4)).toBe(false);';
  const [gap] = gaps({ stubs: [tested('export function f() { /* TODO */ }', code)] });
  expect(gap?.parameters).toEqual(['year', 'input2']);
  expect(gap?.stub?.parameters.map(({ optional }) => optional)).toEqual([false, true]);
  const [other] = gaps({
    stubs: [tested('export function f(a: string) { /* TODO */ }', 'expect(f("x", 1)).toBe("y")')],
  });
  expect([other?.examples, other?.skipped.map(({ reason }) => reason)]).toEqual([
    [],
    ['it has 2 arguments, and the function declares 1'],
  ]);
});

test('errors that tests expect stand beside the examples, and an argument that is undefined is told as such', () => {
  const code = "expect(f('a')).toBe('b'); expect(() => f('')).toThrow('empty'); expect(f(undefined)).toBeUndefined();";
  const [gap] = gaps({ stubs: [tested('export function f(a?: string) { /* TODO */ }', code)] });
  expect(gap?.examples).toMatchObject([{ input: ['a'], output: 'b' }]);
  expect(gap?.errors).toMatchObject([{ input: [''], message: 'empty' }]);
  expect(gap?.skipped).toMatchObject([{ reason: 'an argument is undefined' }]);
});

test('a method of an object has what that was made with as a further input, where a field keeps it as it was', () => {
  const of = (constructed: string, test: string) => {
    const code = `export class f { ${constructed}\n go(text) { /* TODO */ } }`;
    const [gap] = gaps({ stubs: [tested(code, test)] });
    return [gap?.parameters, gap?.examples.map(({ input }) => input), gap?.skipped.map(({ reason }) => reason)];
  };
  const test = "const one = new f('-'); expect(one.go('a')).toBe(1); expect(new f('+').go('b')).toBe(2);";
  const kept = 'constructor(private readonly sep: string) {}';
  const both = [
    ['a', '-'],
    ['b', '+'],
  ];
  expect(of(kept, test)).toEqual([['text', 'sep'], both, []]);
  expect(of('constructor(sep) { this.by = sep; }', test)).toEqual([['text', 'by'], both, []]);
  expect(of(kept, "expect(new f().go('a')).toBe(1);")).toEqual([['text', 'sep'], [['a']], []]);
  const reason = 'what its object is made with cannot be followed to a field that keeps it';
  expect(of('constructor(sep) { this.by = sep.trim(); }', test)).toEqual([['text'], [], [reason, reason]]);
});

test('the rows of a table stay in their order', () => {
  const code = "test.each([['b', 1], ['a', 2]])('%s', (text, n) => { expect(f(text)).toBe(n); });";
  const [gap] = gaps({ stubs: [tested('export function f(a) { /* TODO */ }', code)] });
  expect(gap?.examples.map(({ input }) => input[0])).toEqual(['b', 'a']);
});

test('examples with equal objects are the same, whatever the order of their properties', () => {
  const code = 'expect(f({ a: 1, b: 2 })).toEqual({ c: 3, d: 4 }); expect(f({ b: 2, a: 1 })).toEqual({ d: 4, c: 3 });';
  const [gap] = gaps({ stubs: [tested('export function f(a) { /* TODO */ }', code)] });
  expect(gap?.examples).toHaveLength(1);
  expect(gap?.contradictions).toEqual([]);
});

test('a request for what a stub is to do has the examples of its tests', () => {
  const stub = tested('/** Makes slugs of titles. */\nexport function slugifyTitle(title: string) { /* TODO */ }', '');
  const calls = readTests('a.test.ts', "import { slugifyTitle } from './f'; expect(slugifyTitle('A b')).toBe('a-b');");
  const found = gaps({
    stubs: [{ ...stub, calls }],
    requests: [recorded(1, 'slugify this title'), recorded(2, 'count words')],
  });
  const examples = Object.fromEntries(found.map(({ intent, examples: known }) => [intent, known.length]));
  expect(examples).toEqual({ 'Makes slugs of titles.': 1, 'slugify this title': 1, 'count words': 0 });
  expect(found.find(({ intent }) => intent === 'slugify this title')?.parameters).toEqual(['title']);
});

test('a gap that is ignored says by whom, and comes last', () => {
  const requests = [recorded(1, 'count words'), recorded(2, 'count words'), recorded(3, 'sort lines')];
  const [first] = gaps({ requests });
  const ignored = { person: 'ann', reason: 'not ours', at: '2026-01-01T00:00:00.000Z' };
  const found = gaps({ requests, ignored: new Map([[first?.id ?? '', ignored]]) });
  expect(found.map((gap) => [gap.intent, gap.ignored])).toEqual([
    ['sort lines', undefined],
    ['count words', ignored],
  ]);
});

describe('the identity of what was asked for', () => {
  const idOf = (requests: readonly RecordedRequest[], ignored: Evidence['ignored'] = new Map()) =>
    gaps({ requests, ignored })[0]?.id;
  const all = ['convert this CSV to JSON', 'turn the csv file into json', 'convert csv to json please'].map(
    (text, at) => recorded(at + 1, text),
  );

  test('is another one neither for other words, nor when the oldest requests are forgotten', () => {
    expect(new Set([all, all.slice(1), all.slice(2), all.toReversed()].map((some) => idOf(some))).size).toBe(1);
    expect(idOf([recorded(1, 'convert csv to yaml')])).not.toBe(idOf(all));
  });

  test('stays what a decision calls it, although more requests say something else by now', () => {
    const before = idOf([recorded(1, 'water the ferns')]) ?? '';
    const ignored = new Map([[before, { person: 'ann', reason: 'later', at: '2026-01-01T00:00:00.000Z' }]]);
    const more = [recorded(1, 'water the ferns'), recorded(2, 'water all ferns now'), recorded(3, 'watering the fern')];
    expect(idOf(more, ignored)).toBe(before);
  });
});
