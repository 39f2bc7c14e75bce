import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../scripts/process.ts';

/** What is written by a script from other sources is not read. */
const written = globSync('{src,webview,scripts,templates}/**/*.{ts,css}', { cwd: root });
const sources = written
  .filter((path) => !path.endsWith('.generated.ts'))
  .map((path) => ({
    path: path.replaceAll('\\', '/'),
    lines: readFileSync(join(root, path), 'utf8').split('\n').length,
  }));

test('no source file is longer than 500 lines: each tells one story', () => {
  expect(sources.length).toBeGreaterThan(50);
  expect(sources.filter(({ lines }) => lines > 500)).toEqual([]);
});

test('most source files are short', () => {
  const lines = sources.map((source) => source.lines).sort((a, b) => a - b);
  const share = (of: number) => lines[Math.floor(lines.length * of)];
  expect(share(0.5)).toBeLessThanOrEqual(120);
  expect(share(0.9)).toBeLessThanOrEqual(300);
});

test('the code map of ARCHITECTURE.md shows the folders that there are', () => {
  const map = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
  const top = globSync('src/*/', { cwd: root }).map((folder) => `${folder.replaceAll('\\', '/').replace(/\/$/, '')}/`);
  expect(top.length).toBeGreaterThan(5);
  for (const folder of top) expect(map).toContain(`\`${folder}\``);
  for (const [, folder = ''] of map.matchAll(/^\| `((?:src|webview|test)\/[^`]*)`/gm)) {
    expect(globSync(folder, { cwd: root }), `${folder} is in the map only`).not.toEqual([]);
  }
});
