import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LiveGraph } from '../../../src/graph/scan/liveGraph.ts';
import { temporaryWorkspace } from '../../support/workspace.ts';

const files = { 'a.ts': "import './b';\n", 'b.ts': 'export const b = 1;\n' };

/** A folder that was scanned, with the cache that the scan left. */
async function scannedOnce() {
  const root = temporaryWorkspace(files);
  const cacheFile = join(temporaryWorkspace(), 'cache.json');
  const graph = new LiveGraph({ root, cacheFile });
  await graph.scan();
  graph.save();
  return { root, cacheFile, cache: JSON.parse(readFileSync(cacheFile, 'utf8')) };
}

/** How many files the next session takes from the cache. */
async function recognised(root: string, cacheFile: string): Promise<number> {
  const graph = new LiveGraph({ root, cacheFile });
  await graph.scan();
  expect(graph.view.all).toEqual([[1], []]);
  return graph.fromCache;
}

test('what a version of the product wrote, that version reads', async () => {
  const { root, cacheFile, cache } = await scannedOnce();
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(cache.version).toContain(version);
  expect(await recognised(root, cacheFile)).toBe(2);
});

test('the cache of another version is none', async () => {
  const { root, cacheFile, cache } = await scannedOnce();
  writeFileSync(cacheFile, JSON.stringify({ ...cache, version: cache.version.replace(/^\d+/, '999') }));
  expect(await recognised(root, cacheFile)).toBe(0);
});

test.each<[string, (cache: Record<string, unknown>, file: Record<string, unknown>) => unknown]>([
  ['null', () => null],
  ['a list', (cache) => [cache]],
  ['no files', ({ files: _, ...cache }) => cache],
  ['files by name', (cache) => ({ ...cache, files: {} })],
  ['a file of null', (cache) => ({ ...cache, files: [null] })],
  ['a file without a stamp', (cache, { stamp: _, ...file }) => ({ ...cache, files: [file] })],
  ['a file that is flat', (cache, { file, ...rest }) => ({ ...cache, files: [{ ...rest, ...(file as object) }] })],
  [
    'a file with other edges',
    (cache, file) => ({ ...cache, files: [{ ...file, file: { ...(file.file as object), dependencies: ['./b'] } }] }),
  ],
  ['no environment', (cache) => ({ ...cache, environment: undefined })],
  ['an environment of another shape', (cache) => ({ ...cache, environment: { packages: {} } })],
  ['probes of another shape', (cache) => ({ ...cache, probes: [{ path: 'a' }] })],
])('a cache of another shape is none: %s', async (_, reshaped) => {
  const { root, cacheFile, cache } = await scannedOnce();
  writeFileSync(cacheFile, JSON.stringify(reshaped(cache, cache.files[0])));
  expect(await recognised(root, cacheFile)).toBe(0);
});
