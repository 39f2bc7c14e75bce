import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { silentLogger } from '#base';
import { LocalDiscoverySession } from '../../src/engine/discovery/localDiscoverySession.ts';
import { openDiscoverySession } from '../../src/engine/index.ts';
import { openJournal } from '../../src/journal/index.ts';
import type { DiscoverySession } from '../../src/protocol/index.ts';
import { createRouter, jsonLines } from '../../src/runtime/node/index.ts';
import { missing, request, served } from '../journal/support.ts';
import { temporaryWorkspace } from '../support/workspace.ts';

const stub = (name: string) =>
  `export function ${name}(text: string): string { throw new Error('not implemented'); }\n`;
const shop = {
  'package.json': '{ "name": "shop", "type": "module", "imports": { "#lib": "./src/index.ts" } }',
  'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
  'src/index.ts': "export * from './texts.ts';\nexport { slug as toPath } from './slug.ts';\n",
  'src/texts.ts': "import { slug } from './slug.ts';\nexport { slug };\n",
  'src/slug.ts': stub('slug'),
  'node_modules/other/index.ts': stub('installed'),
};

function sessionOn(files: Readonly<Record<string, string>>, outcomes?: readonly string[]) {
  const root = temporaryWorkspace(files);
  const session: DiscoverySession = new LocalDiscoverySession({ root, outcomes }, silentLogger);
  onTestFinished(() => session.dispose());
  const inputs = async () => {
    const { value } = await session.gaps();
    return Object.fromEntries(value.map(({ id, examples }) => [id, examples.map(({ input }) => input[0])]));
  };
  return { root, session, inputs };
}

test('a stub has the examples of tests that import it, whatever the way to it', async () => {
  const { inputs } = sessionOn({
    ...shop,
    'src/slug.test.ts': "import { slug } from './slug.js'; expect(slug('a')).toBe('x');",
    'test/barrel.test.ts': "import { toPath } from '../src'; expect(toPath('b')).toBe('x');",
    'test/twice.test.ts': "import { slug as s } from '#lib'; expect(s('c')).toBe('x');",
    'test/paths.test.ts': "import * as all from '@/texts'; expect(all.slug('d')).toBe('x');",
    'test/other.test.ts': "import { slug } from './slug'; expect(slug('e')).toBe('x');",
    'test/slug.ts': 'export const slug = (text: string) => text;',
  });
  expect(await inputs()).toEqual({ 'src/slug.ts#slug': ['a', 'b', 'd', 'c'] });
});

test('what modules in CommonJS, objects in objects and namespaces have is found from every way of naming it', async () => {
  const todo = "{ throw new Error('not implemented'); }";
  const { inputs } = sessionOn({
    'package.json': '{}',
    'a.cjs': `exports.up = function (s) ${todo};\n`,
    'b.cjs': `module.exports = { low(s) ${todo}, texts: { slug(s) ${todo} } };\n`,
    'c.ts': `export const api = { texts: { cut(s: string): string ${todo} } };\nexport namespace Texts { export function trim(s: string): string ${todo} }\n`,
    'a.test.cjs':
      "const { up } = require('./a.cjs'); const b = require('./b.cjs'); assert.equal(up('1'), 'x'); assert.equal(b.texts.slug('2'), 'x');",
    'b.test.mjs': "import b from './b.cjs'; assert.equal(b.low('3'), 'x'); assert.equal(b.texts.slug('4'), 'x');",
    'c.test.ts':
      "import { api, Texts } from './c'; import * as all from './c'; expect(api.texts.cut('5')).toBe('x'); expect(all.Texts.trim('6')).toBe('x'); expect(Texts.trim('7')).toBe('x');",
  });
  expect(await inputs()).toEqual({
    'a.cjs#up': ['1'],
    'b.cjs#low': ['3'],
    'b.cjs#texts.slug': ['2', '4'],
    'c.ts#api.texts.cut': ['5'],
    'c.ts#Texts.trim': ['6', '7'],
  });
});

test('the values of enums and constants of other files are read, and read again when they change', async () => {
  const { root, inputs } = sessionOn({
    'package.json': '{}',
    'src/slug.ts': `export enum Side { left = 'L', right = 'R' }\n${stub('slug')}`,
    'slug.test.ts': "import { Side, slug } from './src/slug'; expect(slug(Side.right)).toBe('x');",
  });
  expect(await inputs()).toEqual({ 'src/slug.ts#slug': ['R'] });
  writeFileSync(join(root, 'src/slug.ts'), `export enum Side { left = 'L', right = 'Right' }\n${stub('slug')}`);
  expect(await inputs()).toEqual({ 'src/slug.ts#slug': ['Right'] });
});

test('changes on the disk are seen: of stubs, of tests, of what is between', async () => {
  const { root, inputs } = sessionOn({
    ...shop,
    'a.test.ts': "import { slug } from './src/slug'; expect(slug('a')).toBe('x');",
  });
  expect(await inputs()).toEqual({ 'src/slug.ts#slug': ['a'] });
  writeFileSync(join(root, 'a.test.ts'), "import { slug } from './src/slug'; expect(slug('another')).toBe('x');");
  writeFileSync(join(root, 'b.test.ts'), "import { title } from './src/title'; expect(title('t')).toBe('x');");
  // It is missing before there is a stub of it, under the same identity.
  expect(await inputs()).toEqual({ 'src/slug.ts#slug': ['another'], 'src/title.ts#title': ['t'] });
  writeFileSync(join(root, 'src/title.ts'), stub('title'));
  expect(await inputs()).toEqual({ 'src/slug.ts#slug': ['another'], 'src/title.ts#title': ['t'] });
  writeFileSync(join(root, 'src/slug.ts'), 'export const slug = (text: string) => text.toLowerCase();');
  rmSync(join(root, 'b.test.ts'));
  expect(await inputs()).toEqual({ 'src/title.ts#title': [] });
});

test('failed requests are gaps; looking for them makes no journal', async () => {
  const { root, session } = sessionOn(shop);
  await session.gaps();
  const file = join(root, '.toolwright/journal.db');
  expect(existsSync(file)).toBe(false);
  const journal = openJournal({ file });
  onTestFinished(() => journal.close());
  await journal.recordRequest(request, missing, 1);
  await journal.recordRequest({ ...request, text: 'turn the selection into ISO', user: { id: 'bob' } }, missing, 1);
  const { value } = await session.gaps();
  expect(value.map(({ source, intent, frequency, users }) => [source, intent, frequency, users])).toEqual([
    ['requests', 'convert the selection to ISO', 2, 2],
    ['stub', 'slug', 1, 1],
  ]);
});

test('a request whose user is to wait for a first version is no gap; one that a version may not serve is', async () => {
  const { root, session } = sessionOn({ 'package.json': '{}' });
  const journal = openJournal({ file: join(root, '.toolwright/journal.db') });
  const refused = { kind: 'permission', reason: 'It may not.', guesses: [], name: 'shout' } as const;
  onTestFinished(() => journal.close());
  await journal.recordRequest(request, refused, 1);
  expect((await session.gaps()).value).toEqual([]);
  await journal.recordRequest(request, { ...refused, version: '1.0.0' }, 1);
  expect((await session.gaps()).value).toMatchObject([{ kind: 'permission', frequency: 1 }]);
});

test('a gap stays ignored until somebody notices it again, in other sessions as well', async () => {
  const { root, session } = sessionOn(shop);
  const id = 'src/slug.ts#slug';
  await session.ignore(id, { ignored: true, person: 'ann', reason: 'generated later' });
  const other = new LocalDiscoverySession({ root }, silentLogger);
  onTestFinished(() => other.dispose());
  expect((await other.gaps()).value).toMatchObject([{ id, ignored: { person: 'ann', reason: 'generated later' } }]);
  await other.ignore(id, { ignored: false, person: 'bob', reason: 'now' });
  expect((await session.gaps()).value[0]?.ignored).toBeUndefined();
  await expect(session.ignore(id, { ignored: true, person: '', reason: 'x' })).rejects.toMatchObject({
    code: 'decision-incomplete',
  });
});

test('a look that is cancelled says so, and the next one is whole', async () => {
  const { session } = sessionOn(shop);
  await expect(session.gaps({ signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'CancelledError' });
  expect((await session.gaps()).value).toHaveLength(1);
});

test('texts that are nested deeper than any stack are told of, and do not hide the others', async () => {
  const nested = `${'('.repeat(20_000)}1${')'.repeat(20_000)}`;
  const deep = {
    'src/deep.ts': `${stub('deep')}export const value = ${nested};`,
    'sum.test.ts': `import { slug } from './src/slug'; expect(slug(${"'a' + ".repeat(20_000)}'a')).toBe('x');`,
  };
  const { session } = sessionOn({ ...shop, ...deep });
  const { value, problems } = await session.gaps();
  expect(value.map(({ id }) => id)).toEqual(['src/slug.ts#slug']);
  expect(problems.map(({ code, path }) => [code, path])).toEqual([
    ['nested-too-deeply', 'src/deep.ts'],
    ['nested-too-deeply', 'sum.test.ts'],
  ]);
  expect(await session.stubsIn('src/deep.ts', deep['src/deep.ts'])).toEqual([]);
});

test('behind a worker thread it says the same', async () => {
  const { root, session } = sessionOn(shop);
  const remote = openDiscoverySession({ root, logger: silentLogger });
  onTestFinished(() => remote.dispose());
  expect(await remote.gaps()).toEqual(await session.gaps());
  expect(await remote.stubsIn('a.ts', stub('draft'))).toMatchObject([{ name: 'draft' }]);
});

test('failed requests of apps are gaps, without secrets and without a journal; bad lines are told', async () => {
  const key = `AKIA${'Q3XKFQ2LM7TNBZ4W'}`;
  const failed = { at: '2026-11-21T10:00:00Z', request: 'convert the invoice to PDF', outcome: 'missing_handler' };
  const { root, session } = sessionOn({
    '.gitignore': '.toolwright/',
    // What was written until the file was full.
    '.toolwright/outcomes.1.jsonl': JSON.stringify({ ...failed, user: 'u-3' }),
    '.toolwright/outcomes.jsonl': [
      JSON.stringify({ ...failed, user: 'u-1', reason: `the key ${key} was refused` }),
      '{',
      JSON.stringify({ ...failed, request: 'turn invoices into a pdf', user: 'u-2' }),
    ].join('\n'),
  });
  const { value, problems } = await session.gaps();
  expect(value).toMatchObject([{ source: 'requests', frequency: 3, users: 3, requests: [{ origin: 'app' }, {}, {}] }]);
  expect(JSON.stringify(value)).not.toContain(key);
  expect(problems).toMatchObject([{ code: 'outcome-invalid', path: '.toolwright/outcomes.jsonl', line: 2 }]);
  expect(existsSync(join(root, '.toolwright/journal.db'))).toBe(false);
});

test('outcomes of apps are asked for at URLs, and what was said stays while nobody answers', async () => {
  const failed = { at: '2026-11-21T10:00:00Z', request: 'convert the invoice to PDF', outcome: 'missing_handler' };
  let text = `${JSON.stringify(failed)}\n`;
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.headers['if-none-match']);
    response.writeHead(request.headers['if-none-match'] === `"${text.length}"` ? 304 : 200, {
      etag: `"${text.length}"`,
    });
    response.end(response.statusCode === 304 ? '' : text);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { session } = sessionOn({}, [`http://${address}/outcomes?token=secret`]);
  const frequencies = async () => (await session.gaps()).value.map(({ frequency }) => frequency);
  expect(await frequencies()).toEqual([1]);
  expect(await frequencies()).toEqual([1]);
  text += `{\n${JSON.stringify({ ...failed, user: 'u-2' })}\n`;
  expect(await frequencies()).toEqual([2]);
  expect(asked.map((tag) => tag !== undefined)).toEqual([false, true, true]);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  const { value, problems } = await session.gaps();
  expect(value).toHaveLength(1);
  expect(problems.map(({ code }) => code)).toEqual(['outcomes-unanswered', 'outcome-invalid']);
  expect(JSON.stringify(problems)).toContain(`http://${address}/outcomes`);
  expect(JSON.stringify(problems)).not.toContain('secret');
});

test('an address with a password in it is refused, and nobody is told the password', async () => {
  const { session } = sessionOn({}, ['http://ada:secret@127.0.0.1:1/outcomes']);
  const { problems } = await session.gaps();
  expect(problems).toMatchObject([{ code: 'outcomes-unanswered' }]);
  expect(JSON.stringify(problems)).not.toContain('secret');
});

test('answers that many call wrong are gaps with the inputs that were answered: in an app, and in the editor', async () => {
  const { root, session } = sessionOn({ '.gitignore': '.toolwright/' });
  const report = jsonLines(join(root, '.toolwright/outcomes.jsonl'), {
    ...{ served: true, input: true, feedback: join(root, '.toolwright/feedback.jsonl') },
  });
  const run = (text: string) => text;
  const router = createRouter({ capabilities: { 'iso-dates': { versions: { '1.0.0': run } } }, report });
  for (const input of ['1/2/26', '3/4/26', '5/6/26']) {
    const { requestId } = await router.run('iso-dates', input, { user: `of ${input}`, text: 'make it ISO' });
    router.feedback(requestId, 'down');
  }
  await router.close();
  const { value, problems } = await session.gaps();
  expect([value, problems]).toMatchObject([
    [
      {
        ...{ source: 'requests', kind: 'error', intent: 'make it ISO', tried: 'iso-dates', frequency: 3, users: 3 },
        ...{ otherInputs: [['1/2/26'], ['3/4/26'], ['5/6/26']], requests: [{ disliked: true }, {}, {}] },
      },
    ],
    [],
  ]);

  const journal = openJournal({ file: join(root, '.toolwright/journal.db') });
  for (const person of ['ada', 'bo', 'cy']) {
    const { id } = await journal.recordRequest(request, served('shout'), 1);
    journal.recordFeedback({ name: 'shout', version: '1.0.0', request: id, person, rating: 'bad', comment: 'too low' });
  }
  journal.close();
  const again = (await session.gaps()).value;
  expect(again.find(({ tried }) => tried === 'shout')).toMatchObject({
    ...{ frequency: 3, parameters: ['selection'], otherInputs: [['1/31/2026']] },
    requests: [{ reason: 'Its answer was said to be wrong: too low' }, {}, {}],
  });
});

test('functions that do not exist are gaps, with what tests and other calls say of them', async () => {
  const { session } = sessionOn({
    ...shop,
    'src/texts.ts': 'export const trim = (text: string) => text.trim();\nexport interface Shape { a: string }\n',
    'src/index.ts': "export * from './texts.ts';\n",
    'src/use.ts': `import { initials, trim, type Shape } from './index.ts';
import { first as head } from './lists.js';
import { gone } from 'elsewhere';
import fs from 'node:fs';
export const a = (name: string, s: Shape) => initials(name) + initials('Ada Lovelace') + trim(gone(s)) + head([1, 2], 0) + fs.existsSync('');
`,
    'src/initials.test.ts': `import { initials } from './texts';
test('of two names', () => { expect(initials('Grace Hopper')).toBe('GH'); });
`,
    'src/old.cjs': "exports.a = 1; require('./texts').initials('x');",
    'src/older.js': "import { b } from './old.cjs'; b();",
  });
  const { value } = await session.gaps();
  const missingOnes = value.filter(({ source }) => source === 'missing');
  expect(missingOnes.map(({ id }) => id).sort()).toEqual(['src/lists.ts#first', 'src/texts.ts#initials']);
  expect(missingOnes.find(({ id }) => id === 'src/texts.ts#initials')).toMatchObject({
    intent: 'initials',
    kind: 'missing_handler',
    parameters: ['name'],
    examples: [{ input: ['Grace Hopper'], output: 'GH', test: 'of two names' }],
    otherInputs: [['Ada Lovelace']],
    frequency: 3,
    function: { path: 'src/texts.ts', name: 'initials', use: { path: 'src/use.ts' } },
  });
});

test('methods have the examples of tests, however those come to their object', async () => {
  const todo = "{ throw new Error('not implemented'); }";
  const { inputs } = sessionOn({
    ...shop,
    'src/slug.ts': '',
    'src/names.ts': `export class Names {
  slug(title: string): string ${todo}
  static of(title: string): string ${todo}
}
export const formats = { csv: (row: string): string => ${todo} };
export default { main(text: string): string ${todo} };
export class Base { each(text: string): string ${todo} }
export class Heir extends Base { override each(text: string) { return text; } }
`,
    'test/names.test.ts': `import main, { formats, Names } from '../src/names';
import * as all from '../src/names';
import { make } from 'elsewhere';
let later: Names;
let other = new Names();
beforeEach(() => { later = new Names(); other = make(); });
const made = new Names;
test('all', () => {
  const given = new Names('with something');
  expect(new Names().slug('a')).toBe('x');
  expect(made.slug('b')).toBe('x');
  expect(later.slug('c')).toBe('x');
  expect(new all.Names().slug('d')).toBe('x');
  expect(given.slug('not this')).toBe('x');
  expect(other.slug('nor this')).toBe('x');
  expect(Names.of('e')).toBe('x');
  expect(formats.csv('f')).toBe('x');
  expect(main.main('g')).toBe('x');
});
`,
  });
  expect(await inputs()).toEqual({
    'src/names.ts#Names.slug': ['a', 'b', 'c', 'd'],
    'src/names.ts#Names.of': ['e'],
    'src/names.ts#formats.csv': ['f'],
    'src/names.ts#default.main': ['g'],
  });
});

test('functions that failed tests find wrong are gaps, until they or the tests are changed', async () => {
  const failed = (title: string) => ({
    status: 'failed',
    ancestorTitles: ['texts'],
    title,
    failureMessages: ['Error: no'],
  });
  const results = (root: string) =>
    JSON.stringify({
      testResults: [{ name: `${root}/src/texts.test.ts`, assertionResults: [failed('upper'), failed('slug')] }],
    });
  const { root, session } = sessionOn({
    ...shop,
    '.gitignore': 'test-results/',
    'src/texts.ts': 'export const upper = (text: string) => text;\nexport const lower = upper;\n',
    'src/texts.test.ts': `import { upper, lower } from './texts'; import { slug } from './slug';
describe('texts', () => {
  test('upper', () => { expect(upper('a')).toBe('A'); });
  test('nothing', () => { expect(upper('')).toBe(''); });
  test('lower', () => { expect(lower('A')).toBe('a'); });
  test('slug', () => { expect(slug('A b')).toBe('a-b'); });
});
`,
    'test/texts.test.ts': "import { upper } from '../src/texts'; expect(upper('b')).toBe('B');",
  });
  mkdirSync(join(root, 'test-results'));
  writeFileSync(join(root, 'test-results/vitest.json'), results('/home/ann/shop'));
  const { value } = await session.gaps();
  expect(value.map(({ id, source }) => [id, source]).sort()).toEqual([
    ['src/slug.ts#slug', 'stub'],
    ['src/texts.ts#upper', 'tests'],
  ]);
  expect(value.find(({ source }) => source === 'tests')).toMatchObject({
    kind: 'error',
    // Of all tests: what is written anew is to be right about all of them.
    examples: [{ input: ['a'] }, { input: [''] }, { input: ['b'] }],
    parameters: ['text'],
    stub: { name: 'upper', kind: 'wrong' },
    failures: [{ path: 'src/texts.test.ts', test: 'texts › upper', message: 'Error: no' }],
  });
  expect(value.find(({ source }) => source === 'stub')?.failures).toHaveLength(1);
  const later = new Date(Date.now() + 60_000);
  writeFileSync(join(root, 'src/texts.ts'), 'export const upper = (text: string) => text.toUpperCase();\n');
  utimesSync(join(root, 'src/texts.ts'), later, later);
  expect((await session.gaps()).value.map(({ id }) => id)).not.toContain('src/texts.ts#upper');
});

test('a file of results that ends too early is told, and one of something else is passed over', async () => {
  const { session } = sessionOn({
    'vitest-results.json': '{"numTotalTests":3,"testResults":[{"name":"/shop/a.test.ts","assertionRes',
    'reports/sizes.json': '{"bundle": 12',
  });
  const { problems } = await session.gaps();
  expect(problems).toMatchObject([{ code: 'broken-results', path: 'vitest-results.json' }]);
  expect(problems).toHaveLength(1);
});

test('what fixtures call is missing nowhere: they are what tests work on', async () => {
  const { inputs } = sessionOn({
    'src/a.ts': 'export const a = 1;\n',
    'test/fixtures/old.ts': "import { gone } from '../../src/a';\ngone('x');\n",
    'test/use.ts': "import { wanted } from '../src/a';\nwanted('x');\n",
  });
  expect(Object.keys(await inputs())).toEqual(['src/a.ts#wanted']);
});
