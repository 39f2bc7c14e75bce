import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryWorkspace } from '../support/workspace.ts';
import { shop, tidy, toolwright } from './toolwright.ts';

const folderCommands = ['graph', 'cycles', 'rules', 'advice', 'metrics', 'hotspots'];

describe.each(folderCommands)('%s', (command) => {
  test('refuses a folder that does not exist', async () => {
    expect(await toolwright([command, 'nowhere'], { cwd: tidy() })).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'toolwright: Cannot analyse nowhere: there is no such folder. Give the path of a folder with TypeScript or JavaScript files.\n',
    });
  });

  test('refuses a file', async () => {
    const { code, stdout, stderr } = await toolwright([command, 'src/a.ts', '--json'], { cwd: tidy() });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^toolwright: Cannot analyse src\/a\.ts: it is not a folder\./);
  });
});

test('a folder without source files is nothing to be content with', async () => {
  const { code, stdout, stderr } = await toolwright(['cycles'], {
    cwd: temporaryWorkspace({ 'README.md': '# Hello' }),
  });
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^toolwright: Nothing to analyse in .*: no TypeScript or JavaScript files found\./);
});

test.runIf(process.getuid !== undefined)(
  'a folder that may not be read is told of, and nothing else stops',
  async () => {
    const cwd = tidy();
    mkdirSync(join(cwd, 'secret'));
    writeFileSync(join(cwd, 'secret/s.ts'), 'export const s = 1;\n');
    chmodSync(join(cwd, 'secret'), 0o000);
    chmodSync(cwd, 0o755);
    const asOthers = process.getuid?.() === 0 ? { uid: 65534 } : {};
    const { code, stdout, stderr } = await toolwright(['graph', '--no-cache'], { cwd, ...asOthers });
    chmodSync(join(cwd, 'secret'), 0o755);
    expect(code).toBe(0);
    expect(stdout).toMatch(/files +2 /);
    expect(stderr).toMatch(/^toolwright: (?:warning|error): secret: /);
  },
);

test('files that cannot be parsed are told of, and the first five are enough', async () => {
  const broken = Object.fromEntries(
    Array.from({ length: 7 }, (_, n) => [`src/broken${n}.ts`, 'import { from ;;; <<<\n']),
  );
  const cwd = shop(broken);
  const { code, stderr } = await toolwright(['graph'], { cwd });
  expect(code).toBe(0);
  expect(stderr.match(/src\/broken\d\.ts:1: /g)).toHaveLength(5);
  expect(stderr).toContain('and 2 more problems: --verbose lists them all.');
  expect((await toolwright(['graph', '--verbose'], { cwd })).stderr.match(/src\/broken\d\.ts:1: /g)).toHaveLength(7);
});

test('commands and options that there are not are refused, with the nearest that there is', async () => {
  const cwd = tidy();
  expect(await toolwright(['cycle'], { cwd })).toEqual({
    code: 2,
    stdout: '',
    stderr: "toolwright: unknown command 'cycle'\n(Did you mean cycles?)\nSee: toolwright --help\n",
  });
  expect((await toolwright(['cycles', '--runtime-onyl'], { cwd })).stderr).toContain('(Did you mean --runtime-only?)');
});

test('no arguments: the help, on standard error', async () => {
  const { code, stdout, stderr } = await toolwright([], { cwd: tidy() });
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^Usage: toolwright/);
});

test.each(['verify', 'mcp'])('%s --root takes no other folder than the one that it names', async (command) => {
  const { code, stdout, stderr } = await toolwright([command, '--root', 'nope'], { cwd: tidy() });
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toBe(
    'toolwright: Cannot analyse nope: there is no such folder. Give the folder of the workspace with --root.\n',
  );
});

test('a cache folder without a name is refused, and one that is not used', async () => {
  const cwd = tidy();
  const empty = await toolwright(['graph', '--cache-folder', ''], { cwd });
  expect(empty).toMatchObject({ code: 2, stdout: '' });
  expect(empty.stderr).toContain('It has to be the path of a folder.');
  const unused = await toolwright(['graph', '--no-cache', '--cache-folder', 'x'], { cwd });
  expect(unused).toMatchObject({
    code: 2,
    stdout: '',
    stderr: 'toolwright: --no-cache and --cache-folder cannot be used together.\n',
  });
});

test('a cache that cannot be written is told with what to do, and changes nothing else', async () => {
  const { code, stdout, stderr } = await toolwright(['graph', '--cache-folder', 'package.json/cache'], { cwd: tidy() });
  expect(code).toBe(0);
  expect(stdout).toMatch(/files +2 /);
  expect(stderr).toMatch(
    /^toolwright: warning: The cache could not be written: .*[^.]\. Name another folder with --cache-folder, or do without: --no-cache\.\n$/,
  );
});

test('advice to leave files out names the option, not the setting of the editor', async () => {
  const cwd = temporaryWorkspace({
    'a.ts': 'export {};\n',
    'big.js': `${'// filler\n'.repeat(1_200_000)}export {};\n`,
  });
  const { stderr } = await toolwright(['graph', '--no-cache'], { cwd });
  expect(stderr).toContain('--exclude');
  expect(stderr).not.toContain('toolwright.graph.exclude');
});
