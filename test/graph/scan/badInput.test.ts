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

test.each([
  [
    'a missing base',
    { 'tsconfig.json': '{"extends": "./nope.json", "compilerOptions": {"paths": {"~/*": ["./lib/*"]}}}' },
  ],
  [
    'a loop',
    {
      'tsconfig.json': '{"extends": "./other.json", "compilerOptions": {"paths": {"~/*": ["./lib/*"]}}}',
      'other.json': '{"extends": "./tsconfig.json"}',
    },
  ],
  [
    'a missing package',
    { 'tsconfig.json': '{"extends": "@tsconfig/node99", "compilerOptions": {"paths": {"~/*": ["./lib/*"]}}}' },
  ],
])('a tsconfig that extends %s counts with its own options', async (_, files) => {
  const graph = await scanned(temporaryWorkspace({ ...files, 'a.ts': `import '~/b'`, 'lib/b.ts': '' }));
  expect(codes(graph)).toEqual(['broken-tsconfig tsconfig.json']);
  expect(graph.view.file(0).dependencies[0]?.target).toMatchObject({ kind: 'file', path: 'lib/b.ts' });
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
