import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { silentLogger } from '#base';
import { LocalDiscoverySession } from '../../src/engine/discovery/localDiscoverySession.ts';
import { openDiscoverySession } from '../../src/engine/index.ts';
import { openJournal } from '../../src/journal/index.ts';
import type { DiscoverySession } from '../../src/protocol/index.ts';
import { missing, request } from '../journal/support.ts';
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

function sessionOn(files: Readonly<Record<string, string>>) {
  const root = temporaryWorkspace(files);
  const session: DiscoverySession = new LocalDiscoverySession({ root }, silentLogger);
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

test('changes on the disk are seen: of stubs, of tests, of what is between', async () => {
  const { root, inputs } = sessionOn({
    ...shop,
    'a.test.ts': "import { slug } from './src/slug'; expect(slug('a')).toBe('x');",
  });
  expect(await inputs()).toEqual({ 'src/slug.ts#slug': ['a'] });
  writeFileSync(join(root, 'a.test.ts'), "import { slug } from './src/slug'; expect(slug('another')).toBe('x');");
  writeFileSync(join(root, 'b.test.ts'), "import { title } from './src/title'; expect(title('t')).toBe('x');");
  expect(await inputs()).toEqual({ 'src/slug.ts#slug': ['another'] });
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
    '.toolwright/outcomes.jsonl': [
      JSON.stringify({ ...failed, user: 'u-1', reason: `the key ${key} was refused` }),
      '{',
      JSON.stringify({ ...failed, request: 'turn invoices into a pdf', user: 'u-2' }),
    ].join('\n'),
  });
  const { value, problems } = await session.gaps();
  expect(value).toMatchObject([{ source: 'requests', frequency: 2, users: 2, requests: [{ origin: 'app' }, {}] }]);
  expect(JSON.stringify(value)).not.toContain(key);
  expect(problems).toMatchObject([{ code: 'outcome-invalid', path: '.toolwright/outcomes.jsonl', line: 2 }]);
  expect(existsSync(join(root, '.toolwright/journal.db'))).toBe(false);
});
