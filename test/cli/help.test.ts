import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tidy, toolwright } from './toolwright.ts';

const commands = [
  'graph',
  'cycles',
  'impact',
  'why',
  'rules',
  'advice',
  'metrics',
  'hotspots',
  'verify',
  'approve',
  'ask',
  'benchmark',
  'compare',
  'teach',
  'synthesize',
  'rollout',
  'mcp',
];

test('the help lists every command', async () => {
  const { code, stdout } = await toolwright(['--help'], { cwd: tidy() });
  expect(code).toBe(0);
  for (const command of commands) expect(stdout).toMatch(new RegExp(`^ +${command} `, 'm'));
});

test.each(commands)('the help of %s has examples that run it, and the exit codes', async (command) => {
  const { code, stdout } = await toolwright([command, '--help'], { cwd: tidy() });
  expect(code).toBe(0);
  expect(stdout).toContain(`\nExamples:\n  $ toolwright ${command}`);
  expect(stdout).toMatch(/\nExit codes:\n {2}0 {4}\S.*\n(?: {2}1 {4}\S.*\n)? {2}2 {4}\S/);
  expect(stdout).toContain('  130  cancelled\n');
});

test('--version is that of the package', async () => {
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
    version: string;
  };
  expect(await toolwright(['--version'], { cwd: tidy() })).toEqual({
    code: 0,
    stdout: `${manifest.version}\n`,
    stderr: '',
  });
});

test('the help of verify and mcp is as that of the others, with every option', async () => {
  const help = async (command: string) => (await toolwright([command, '--help'], { cwd: tidy() })).stdout;
  const verify = await help('verify');
  for (const option of [
    '--level',
    '--format',
    '--sarif',
    '--json',
    '--output',
    '--runner',
    '--node',
    '--root',
    '--fresh',
  ])
    expect(verify).toMatch(new RegExp(`^ +(?:-\\w, )?${option} `, 'm'));
  for (const text of [verify, await help('mcp')]) expect(text).toMatch(/-h, --help +show this help$/m);
});
