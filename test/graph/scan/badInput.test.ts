import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CancelledError, ToolwrightError } from '#base';
import { LiveGraph } from '../../../src/graph/scan/liveGraph.ts';
import { temporaryWorkspace } from '../../support/workspace.ts';

async function scanned(root: string): Promise<LiveGraph> {
  const graph = new LiveGraph({ root });
  await graph.scan();
  return graph;
}

const codes = (graph: LiveGraph) => graph.problems.map(({ code, path }) => `${code} ${path}`);

test('a folder without files gives an empty graph', async () => {
  const graph = await scanned(temporaryWorkspace({ 'readme.md': '' }));
  expect(graph.view.files).toEqual([]);
  expect(graph.problems).toEqual([]);
});

test('links that form a loop are not followed', async () => {
  const root = temporaryWorkspace({ 'a/x.ts': '' });
  symlinkSync('..', join(root, 'a/up'));
  symlinkSync('self.ts', join(root, 'self.ts'));
  const graph = await scanned(root);
  expect(graph.view.files.map((file) => file.path)).toEqual(['a/x.ts', 'self.ts']);
  expect(codes(graph)).toEqual(['unreadable-file self.ts']);
});

test('a dangling link is not a file', async () => {
  const root = temporaryWorkspace({ 'x.ts': '' });
  symlinkSync('nowhere.ts', join(root, 'y.ts'));
  expect((await scanned(root)).view.files.map((file) => file.path)).toEqual(['x.ts']);
});

test('bad files are told of and stop nothing else', async () => {
  const root = temporaryWorkspace({
    'good.ts': `import './bad.ts'; import './binary.ts'; import './big.ts'`,
    'bad.ts': 'const = 1',
    'binary.ts': 'a\0b',
    'big.ts': `x = '${'y'.repeat(5 * 1024 * 1024)}'`,
  });
  const graph = await scanned(root);
  expect(codes(graph)).toEqual(
    ['file-too-large big.ts', 'syntax-error bad.ts', 'binary-file binary.ts'].sort((a, b) =>
      (a.split(' ')[1] ?? '').localeCompare(b.split(' ')[1] ?? ''),
    ),
  );
  expect(graph.view.all[graph.view.idOf.get('good.ts') ?? -1]).toHaveLength(3);
});

test.runIf(process.getuid?.() !== 0)('a folder without permission is told of', async () => {
  const root = temporaryWorkspace({ 'locked/x.ts': '', 'y.ts': '' });
  chmodSync(join(root, 'locked'), 0);
  try {
    const graph = await scanned(root);
    expect(graph.view.files.map((file) => file.path)).toEqual(['y.ts']);
    expect(codes(graph)).toEqual(['unreadable-folder locked']);
  } finally {
    chmodSync(join(root, 'locked'), 0o755);
  }
});

const own = '"compilerOptions": {"paths": {"~/*": ["./lib/*"]}}';

test.each<[string, Record<string, string>, string[]]>([
  ['a missing base', { 'tsconfig.json': `{"extends": "./nope.json", ${own}}` }, ['tsconfig.json: ./nope.json']],
  [
    'a loop',
    { 'tsconfig.json': `{"extends": "./other.json", ${own}}`, 'other.json': '{"extends": "./tsconfig.json"}' },
    ['other.json: ./tsconfig.json'],
  ],
  [
    'a loop with what it takes from it',
    { 'tsconfig.json': '{"extends": "./other.json"}', 'other.json': `{"extends": "./tsconfig", ${own}}` },
    ['other.json: ./tsconfig'],
  ],
  ['itself', { 'tsconfig.json': `{"extends": "./tsconfig.json", ${own}}` }, ['tsconfig.json: ./tsconfig.json']],
  [
    'a missing package',
    { 'tsconfig.json': `{"extends": "@tsconfig/node99", ${own}}` },
    ['tsconfig.json: @tsconfig/node99'],
  ],
  [
    'a missing package before a base',
    { 'tsconfig.json': '{"extends": ["@tsconfig/node99/tsconfig.json", "./base.json"]}', 'base.json': `{${own}}` },
    ['tsconfig.json: @tsconfig/node99/tsconfig.json'],
  ],
  [
    'a missing package behind a base',
    {
      'tsconfig.json': '{"extends": "./config/base"}',
      'config/base.json': '{"extends": "pkg/tsconfig.json", "compilerOptions": {"paths": {"~/*": ["../lib/*"]}}}',
    },
    ['config/base.json: pkg/tsconfig.json'],
  ],
  [
    'a list of which one is missing',
    {
      'tsconfig.json': '{"extends": ["./base.json", "./nope.json", "real/tsconfig.json"]}',
      'base.json': `{${own}}`,
      'node_modules/real/package.json': '{}',
      'node_modules/real/tsconfig.json': '{"compilerOptions": {"allowJs": true}}',
    },
    ['tsconfig.json: ./nope.json'],
  ],
])('a tsconfig that extends %s counts with the rest', async (_, files, expected) => {
  const graph = await scanned(temporaryWorkspace({ ...files, 'a.ts': `import '~/b'`, 'lib/b.ts': '' }));
  const told = graph.problems.map(({ code, path, message }) => {
    expect(code).toBe('broken-tsconfig');
    return `${path}: ${/names (\S+),/.exec(message)?.[1]}`;
  });
  expect(told).toEqual(expected);
  const a = graph.view.file(graph.view.idOf.get('a.ts') ?? -1);
  expect(a.dependencies[0]?.target).toMatchObject({ kind: 'file', path: 'lib/b.ts' });
});

test('an extended package counts as soon as it is there', async () => {
  const root = temporaryWorkspace({
    'tsconfig.json': '{"extends": "pkg/tsconfig.json"}',
    'a.ts': `import 'b'`,
    'b.ts': '',
  });
  const cacheFile = join(temporaryWorkspace(), 'cache.json');
  const before = new LiveGraph({ root, cacheFile });
  await before.scan();
  before.save();
  expect(codes(before)).toEqual(['broken-tsconfig tsconfig.json']);
  mkdirSync(join(root, 'node_modules/pkg'), { recursive: true });
  writeFileSync(join(root, 'node_modules/pkg/package.json'), '{}');
  writeFileSync(join(root, 'node_modules/pkg/tsconfig.json'), '{"compilerOptions": {"baseUrl": "../.."}}');
  const after = new LiveGraph({ root, cacheFile });
  await after.scan();
  expect(codes(after)).toEqual([]);
  expect(after.view.all).toEqual([[1], []]);
});

test.each<[string, string[]]>([
  [
    `{"compilerOptions": {"paths": {"~/*": ["./lib/*"], "x": "y"}}}`,
    ['"compilerOptions.paths" has for "x" the text "y"'],
  ],
  [`{"include": 5, ${own}}`, ['"include" is 5 and not a list of strings']],
  [`{"files": [1], "exclude": "x", ${own}}`, ['"files" is a list of other', '"exclude" is the text "x"']],
  [`{"extends": 123, ${own}}`, ['"extends" is 123']],
  [`{"references": {}, ${own}}`, ['"references" is an object']],
  [`{"references": [{"path": "./gone"}], ${own}}`, ['"references" names ./gone']],
  [
    `{"compilerOptions": {"paths": {"~/*": ["./lib/*"]}, "rootDirs": 1, "baseUrl": {}}}`,
    ['rootDirs" is 1', 'baseUrl" is'],
  ],
])('what is wrong in a tsconfig is named, and the rest counts: %s', async (text, expected) => {
  const files = { 'tsconfig.json': text, 'a.ts': `import '~/b'`, 'lib/b.ts': '' };
  const graph = await scanned(temporaryWorkspace(files));
  expect(codes(graph)).toEqual(expected.map(() => 'broken-tsconfig tsconfig.json'));
  for (const [index, words] of expected.entries()) expect(graph.problems[index]?.message).toContain(words);
  expect(graph.view.file(0).dependencies[0]?.target).toMatchObject({ kind: 'file', path: 'lib/b.ts' });
});

test.each([
  ['[]', 'it is a list and not an object'],
  ['null', 'it is null and not an object'],
  ['7', 'it is 7 and not an object'],
])('a tsconfig of %s is told of', async (text, words) => {
  const graph = await scanned(temporaryWorkspace({ 'tsconfig.json': text, 'a.ts': '' }));
  expect(graph.problems.map(({ message }) => message)).toEqual([expect.stringContaining(words)]);
});

test('files in UTF-16 are read', async () => {
  const root = temporaryWorkspace({ 'lib/b.ts': '', 'c.ts': '' });
  writeFileSync(join(root, 'tsconfig.json'), `\uFEFF{${own}}`, 'utf16le');
  writeFileSync(join(root, 'a.ts'), Buffer.from(`\uFEFFimport '~/b'; import './c'`, 'utf16le').swap16());
  const graph = await scanned(root);
  expect(graph.problems).toEqual([]);
  expect(graph.view.all).toEqual([[1, 2], [], []]);
});

test.each([
  ['packages: [', 'Flow sequence'],
  ['- a', 'it is not a mapping'],
  ['packages: libs/*', '"packages" is not a list of strings'],
])('a pnpm-workspace.yaml of %j is told of', async (text, words) => {
  const graph = await scanned(temporaryWorkspace({ 'pnpm-workspace.yaml': text, 'a.ts': '' }));
  expect(codes(graph)).toEqual(['broken-pnpm-workspace pnpm-workspace.yaml']);
  expect(graph.problems[0]?.message).toContain(words);
});

test.each(['', 'catalog: {}', 'packages:'])('a pnpm-workspace.yaml of %j is none of members', async (text) => {
  expect((await scanned(temporaryWorkspace({ 'pnpm-workspace.yaml': text, 'a.ts': '' }))).problems).toEqual([]);
});

test.each([
  '{',
  '[]',
  'null',
  '{"compilerOptions": 3, "references": "x", "extends": 4}',
  '{"compilerOptions": {"paths": "x", "customConditions": 1, "rootDirs": {}}}',
])('a tsconfig or package.json of %s stops nothing', async (text) => {
  const graph = await scanned(
    temporaryWorkspace({
      'tsconfig.json': text,
      'package.json': text,
      'a.ts': `import './b'; import 'x'; import '#y'`,
      'b.ts': '',
    }),
  );
  expect(graph.view.all).toEqual([[1], []]);
});

test('a package.json with strange fields stops nothing', async () => {
  const manifest = { name: 7, workspaces: { packages: 'x' }, dependencies: 'y', exports: 5, imports: [], main: {} };
  const graph = await scanned(
    temporaryWorkspace({
      'package.json': JSON.stringify(manifest),
      'lib/package.json': '{"name": "lib", "exports": {".": null}}',
      'a.ts': `import 'lib'; import '#y'; import './lib'`,
    }),
  );
  expect(graph.view.file(0).dependencies.map(({ target }) => target.kind)).toEqual([
    'unresolved',
    'unresolved',
    'unresolved',
  ]);
});

test('a folder that does not exist is refused', async () => {
  const missing = join(temporaryWorkspace(), 'nope');
  await expect(scanned(missing)).rejects.toSatisfy((error) => ToolwrightError.is(error, 'no-such-folder'));
});

test('removal of the folder during a scan is refused, and the graph stays as it was', async () => {
  const files = Object.fromEntries(Array.from({ length: 600 }, (_, i) => [`f${i}.ts`, `import './f${(i * 7) % 600}'`]));
  const root = temporaryWorkspace(files);
  const graph = await scanned(root);
  for (const path of Object.keys(files)) writeFileSync(join(root, path), '');
  const scan = graph.scan({
    report: ({ step }) => void (step === 'Reading imports' && rmSync(root, { recursive: true, force: true })),
  });
  await expect(scan).rejects.toSatisfy((error) => ToolwrightError.is(error, 'no-such-folder'));
  expect(graph.view.files).toHaveLength(600);
});

test('cancelling at any moment leaves the graph as it was', async () => {
  const root = temporaryWorkspace(
    Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`d${i % 90}/f${i}.ts`, `import './f${i + 90}'`])),
  );
  const graph = await scanned(root);
  const before = graph.view;
  mkdirSync(join(root, 'new'));
  writeFileSync(join(root, 'new/file.ts'), '');
  for (let turn = 0; turn < 12; turn++) {
    const controller = new AbortController();
    let reports = 0;
    const scan = graph.scan({
      fresh: true,
      signal: controller.signal,
      report: () => void (reports++ === turn && controller.abort()),
    });
    const outcome = await scan.then(
      () => 'done',
      (error) => error,
    );
    if (outcome === 'done') break;
    expect(outcome).toBeInstanceOf(CancelledError);
    expect(graph.view).toBe(before);
  }
  await graph.scan();
  expect(graph.view.files).toHaveLength(901);
});
