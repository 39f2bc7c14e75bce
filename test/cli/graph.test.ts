import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { GraphSummary } from '#protocol';
import { json, shop, tidy, toolwright } from './toolwright.ts';

test('graph prints a summary for people', async () => {
  const { code, stdout, stderr } = await toolwright(['graph'], { cwd: shop() });
  expect(code).toBe(0);
  expect(stderr).toBe('');
  expect(stdout).toMatch(/files +7 /);
  expect(stdout).toMatch(/edges +7\n/);
  expect(stdout).toMatch(/cycles +4 files in cycles, 2 of them at run time/);
  expect(stdout).not.toContain('\u001b');
});

test('graph --json prints the summary as one document', async () => {
  const { code, value } = await json<GraphSummary & { root: string }>(['graph', 'src', '--no-cache'], { cwd: shop() });
  expect(code).toBe(0);
  expect(value).toMatchObject({
    files: 7,
    edges: 7,
    filesInCycles: 4,
    filesInRuntimeCycles: 2,
    fromCache: 0,
    problems: [],
  });
  expect(value.root).toMatch(/src$/);
});

test('graph reads from the cache what did not change, unless it is told not to', async () => {
  const cwd = shop();
  const cached = async (...args: string[]) => (await json<GraphSummary>(['graph', ...args], { cwd })).value.fromCache;
  expect(await cached()).toBe(0);
  expect(await cached()).toBe(7);
  expect(await cached('--no-cache')).toBe(0);
  expect(await cached('--cache-folder', join(cwd, 'elsewhere'))).toBe(0);
  expect(await cached('--cache-folder', join(cwd, 'elsewhere'))).toBe(7);
});

test('graph --format prints an export, or writes it to a file', async () => {
  const cwd = shop();
  const mermaid = await toolwright(['graph', '--format', 'mermaid'], { cwd });
  expect(mermaid).toMatchObject({ code: 0, stderr: '' });
  expect(mermaid.stdout).toMatch(/^flowchart/);
  const written = await toolwright(['graph', '-f', 'json', '-o', 'out/deps.json', '--summary'], { cwd });
  expect(written.stdout).toMatch(/files +7 /);
  const { modules } = JSON.parse(readFileSync(join(cwd, 'out/deps.json'), 'utf8')) as { modules: { source: string }[] };
  expect(modules.map(({ source }) => source)).toContain('src/cart.ts');
});

test('graph --folder exports what is below it', async () => {
  const cwd = shop({ 'tools/build.ts': 'export const build = 1;\n' });
  const { stdout } = await toolwright(['graph', '--format', 'json', '--folder', './tools/'], { cwd });
  const { modules } = JSON.parse(stdout) as { modules: { source: string }[] };
  expect(modules.map(({ source }) => source)).toEqual(['tools/build.ts']);
});

test('graph --exclude leaves files out, more than once', async () => {
  const { value } = await json<GraphSummary>(['graph', '--exclude', 'invoice.ts', '--exclude', 'src/mail.ts'], {
    cwd: shop(),
  });
  expect(value.files).toBe(5);
});

test('graph refuses options that contradict each other', async () => {
  const cwd = tidy();
  for (const args of [
    ['--format', 'dot', '--json'],
    ['--format', 'dot', '--summary'],
    ['--output', 'x.dot'],
    ['--folder', 'src'],
  ]) {
    const { code, stdout, stderr } = await toolwright(['graph', ...args], { cwd });
    expect([code, stdout], args.join(' ')).toEqual([2, '']);
    expect(stderr).toMatch(/^toolwright: --/);
  }
});

test('graph says when the output cannot be written', async () => {
  const cwd = tidy();
  const { code, stderr } = await toolwright(['graph', '-f', 'dot', '-o', 'package.json/x.dot'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^toolwright: Cannot write package\.json\/x\.dot: .*\. Give a path that you may write to\.\n$/,
  );
});

test('graph --folder is relative to PATH, or absolute below it, and has files in it', async () => {
  const cwd = shop({ 'tools/build.ts': 'export const build = 1;\n' });
  const exported = async (...args: string[]) => {
    const { stdout } = await toolwright(['graph', ...args, '--format', 'json'], { cwd });
    return (JSON.parse(stdout) as { modules: { source: string }[] }).modules.map(({ source }) => source);
  };
  expect(await exported('--folder', join(cwd, 'tools'))).toEqual(['tools/build.ts']);
  expect(await exported('--folder', 'src/../tools/.')).toEqual(['tools/build.ts']);
  expect(await exported('--folder', '.')).toContain('src/cart.ts');
  for (const [folder, hint] of [
    ['nope', 'Folders are relative to the workspace folder, with /.'],
    ['tool', 'Did you mean tools?'],
    ['../elsewhere', 'There is no file below ../elsewhere'],
  ] as const) {
    const { code, stdout, stderr } = await toolwright(['graph', '-f', 'mermaid', '--folder', folder], { cwd });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^toolwright: There is no file below /);
    expect(stderr).toContain(hint);
  }
});

test('graph knows the members of a pnpm workspace', async () => {
  const cwd = tidy();
  writeFileSync(join(cwd, 'pnpm-workspace.yaml'), 'packages:\n  - packages/*\n');
  const { stderr } = await toolwright(['graph'], { cwd });
  expect(stderr).toBe('');
});
