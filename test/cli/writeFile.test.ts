import { execFileSync, spawn } from 'node:child_process';
import { lstatSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ended, tidy, toolwright } from './toolwright.ts';

const onLinux = test.runIf(process.platform === 'linux');

onLinux('--output to a named pipe is read at its other end, and the pipe stays', async () => {
  const cwd = tidy();
  const pipe = join(cwd, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const reader = spawn('cat', [pipe]);
  try {
    const read = ended(reader);
    expect(await toolwright(['graph', '-f', 'csv', '-o', 'pipe'], { cwd })).toMatchObject({ code: 0, stderr: '' });
    expect(lstatSync(pipe).isFIFO()).toBe(true);
    expect((await read).stdout).toContain('src/a.ts');
  } finally {
    reader.kill();
  }
});

// Through a link in a folder of the test's own: /dev/stdout itself must not be lost if this ever fails.
onLinux('--output to standard output prints there, and the link to it stays', async () => {
  const cwd = tidy();
  const link = join(cwd, 'stdout');
  symlinkSync('/proc/self/fd/1', link);
  const { code, stdout } = await toolwright(['graph', '-f', 'csv', '-o', 'stdout'], { cwd });
  expect([code, stdout]).toEqual([0, expect.stringContaining('src/a.ts')]);
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
});

onLinux('--output through a symbolic link changes its target', async () => {
  const cwd = tidy();
  writeFileSync(join(cwd, 'target.csv'), 'old');
  symlinkSync('target.csv', join(cwd, 'link.csv'));
  expect((await toolwright(['graph', '-f', 'csv', '-o', 'link.csv'], { cwd })).code).toBe(0);
  expect(lstatSync(join(cwd, 'link.csv')).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(cwd, 'target.csv'), 'utf8')).toContain('src/a.ts');
});

test('--output to a folder is refused', async () => {
  const { code, stderr } = await toolwright(['graph', '-f', 'csv', '-o', 'src'], { cwd: tidy() });
  expect(code).toBe(2);
  expect(stderr).toMatch(/^toolwright: Cannot write src: .* Give a path that you may write to\.\n$/);
});
