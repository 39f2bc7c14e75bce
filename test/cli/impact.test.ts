import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ImpactedFile } from '#protocol';
import { temporaryWorkspace } from '../support/workspace.ts';
import { json, shop, toolwright } from './toolwright.ts';

const paths = (files: readonly ImpactedFile[]) => files.map(({ path }) => path);

test('impact lists files and tests, the nearest first', async () => {
  const { code, stdout } = await toolwright(['impact', 'src/money.ts'], { cwd: shop() });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^src\/money\.ts affects 3 files and 1 test file\n/);
  expect(stdout.indexOf('src/index.ts:1 → src/money.ts')).toBeGreaterThan(0);
  expect(stdout.indexOf('src/index.ts:1')).toBeLessThan(stdout.indexOf('src/cart.ts:1'));
});

test('impact of one export goes through barrels, and no further than its name', async () => {
  const cwd = shop();
  const { value } = await json<{ files: ImpactedFile[]; tests: ImpactedFile[] }>(['impact', 'src/money.ts#euros'], {
    cwd,
  });
  expect(paths(value.files)).toEqual(['src/index.ts', 'src/cart.ts', 'src/order.ts']);
  expect(paths(value.tests)).toEqual(['src/order.test.ts']);
  const cents = await json<{ files: ImpactedFile[] }>(['impact', 'src/money.ts#cents'], { cwd });
  expect(paths(cents.value.files)).not.toContain('src/cart.ts');
});

test('impact --tests prints test files alone, relative to the current folder', async () => {
  const cwd = shop();
  expect(await toolwright(['impact', 'src/money.ts', '--tests'], { cwd })).toEqual({
    code: 0,
    stdout: 'src/order.test.ts\n',
    stderr: '',
  });
  expect((await toolwright(['impact', 'money.ts', '--tests', '-0'], { cwd: join(cwd, 'src') })).stdout).toBe(
    'order.test.ts\0',
  );
  expect(await toolwright(['impact', 'src/mail.ts', '--tests'], { cwd })).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('impact of several files names every affected file once', async () => {
  const args = ['impact', 'src/money.ts', 'src/cart.ts', 'src/mail.ts'];
  const { value } = await json<{ subjects: object[]; files: ImpactedFile[] }>(args, { cwd: shop() });
  expect(value.subjects).toHaveLength(3);
  expect(paths(value.files).toSorted()).toEqual(['src/cart.ts', 'src/index.ts', 'src/invoice.ts', 'src/order.ts']);
  expect(value.files.find(({ path }) => path === 'src/order.ts')?.distance).toBe(1);
});

test('impact finds the workspace above the file, unless it is told the root', async () => {
  const cwd = shop({
    'package.json': '{ "workspaces": ["packages/*"] }',
    'packages/one/package.json': '{ "name": "one" }',
    'packages/one/x.ts': 'export const x = 1;\n',
    'packages/two/y.ts': "import { x } from '../one/x.ts';\nexport const y = x;\n",
  });
  const above = await json<{ root: string; files: ImpactedFile[] }>(['impact', 'packages/one/x.ts'], { cwd });
  expect(above.value.root).toBe(cwd);
  expect(paths(above.value.files)).toEqual(['packages/two/y.ts']);
  const root = join(cwd, 'packages/one');
  const told = await json<{ root: string; files: ImpactedFile[] }>(['impact', 'packages/one/x.ts', '--root', root], {
    cwd,
  });
  expect(told.value).toMatchObject({ root, files: [] });
});

test('impact refuses files and exports that there are not, and names near ones', async () => {
  const cwd = shop({ 'notes.txt': 'hello' });
  const refused = async (...args: string[]) => {
    const { code, stdout, stderr } = await toolwright(['impact', ...args], { cwd });
    expect([code, stdout]).toEqual([2, '']);
    return stderr;
  };
  expect(await refused('src/monney.ts')).toMatch(
    /^toolwright: There is no file src\/monney\.ts .* Did you mean src\/money\.ts/,
  );
  expect(await refused('src/money.ts#euro')).toMatch(/exports nothing called euro\. Did you mean euros\?/);
  expect(await refused('notes.txt')).toMatch(/^toolwright: .*notes\.txt/);
  expect(await refused('src/money.ts', '--root', 'packages')).toMatch(/there is no such folder/);
  expect(await refused('package.json', '--root', 'src')).toMatch(/^toolwright: package\.json is not below/);
});

test('impact says what is wrong with an argument that is no file of the workspace', async () => {
  const cwd = shop();
  const refused = async (...args: string[]) => {
    const { code, stdout, stderr } = await toolwright(['impact', ...args], { cwd });
    expect([code, stdout]).toEqual([2, '']);
    return stderr;
  };
  expect(await refused('src')).toMatch(
    /^toolwright: src is a folder, and a file is asked for\. Name one of its files\./,
  );
  expect(await refused('nope.ts', '--root', 'src')).toMatch(/^toolwright: nope\.ts does not exist\. /);
  expect(await refused('src/money.ts#')).toBe(
    'toolwright: src/money.ts# names no export. Give src/money.ts for the whole file, or src/money.ts#NAME for one export of it.\n',
  );
  expect(await refused('src/money.ts', '--root', '')).toMatch(/Cannot analyse "": there is no such folder/);
  expect(await refused('src/money.ts', '-0')).toBe('toolwright: --null needs --tests.\n');
  expect(await refused('src/money.ts', '-0', '--tests', '--json')).toMatch(/--null and --json cannot/);
});

test('impact takes a symbolic link to the workspace for the workspace', async () => {
  const cwd = shop();
  const links = temporaryWorkspace();
  symlinkSync(cwd, join(links, 'link'), 'dir');
  const { code, value } = await json<{ files: ImpactedFile[] }>(
    ['impact', 'src/index.ts', '--root', join(links, 'link')],
    { cwd },
  );
  expect(code).toBe(0);
  expect(paths(value.files)).toEqual(['src/cart.ts', 'src/order.ts']);
});
