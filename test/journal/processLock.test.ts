import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tryLock } from '../../src/journal/index.ts';
import { temporaryWorkspace } from '../support/workspace.ts';

it('is held by one at a time, and let go of', () => {
  const file = join(temporaryWorkspace(), 'lock');
  const first = tryLock(file);
  expect(first).toBeDefined();
  expect(tryLock(file)).toBeUndefined();
  first?.release();
  const second = tryLock(file);
  expect(second).toBeDefined();
  second?.release();
});

it('is free as soon as the process that held it was killed', async () => {
  const file = join(temporaryWorkspace(), 'lock');
  const hold = `const { DatabaseSync } = require('node:sqlite');
    const database = new DatabaseSync(${JSON.stringify(file)});
    database.exec('BEGIN EXCLUSIVE');
    console.log('held');
    setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['-e', hold], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(holder.stdout, 'data');
  expect(tryLock(file)).toBeUndefined();
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  const lock = tryLock(file);
  expect(lock).toBeDefined();
  lock?.release();
});

it('that nobody can hold is told with what to do', () => {
  const file = join(temporaryWorkspace({ 'a-file': '' }), 'a-file', 'lock');
  expect(() => tryLock(file)).toThrow(/^The lock .*lock cannot be taken: E/);
});

it.skipIf(process.platform === 'win32')(
  'is held no more once its file was removed: whoever comes then takes the new one',
  () => {
    const file = join(temporaryWorkspace(), 'lock');
    const first = tryLock(file);
    expect(first?.isHeld()).toBe(true);
    rmSync(file);
    expect(first?.isHeld()).toBe(false);
    const second = tryLock(file);
    expect([first?.isHeld(), second?.isHeld()]).toEqual([false, true]);
    first?.release();
    expect(second?.isHeld()).toBe(true);
    second?.release();
    expect(second?.isHeld()).toBe(false);
  },
);

it('begins nothing anew where a folder was moved away', () => {
  const root = temporaryWorkspace();
  expect(() => tryLock(join(root, 'gone/.toolwright/lock'))).toThrow(
    expect.objectContaining({ code: 'lock-unavailable' }),
  );
  expect(() => statSync(join(root, 'gone'))).toThrow();
});

it('makes the folders that are missing below a root that is there, and none above it', () => {
  const root = temporaryWorkspace();
  const lock = tryLock(join(root, 'deploy/prod/lock'), root);
  expect(lock?.isHeld()).toBe(true);
  lock?.release();
  const gone = join(root, 'gone');
  for (const [file, from] of [
    [join(gone, 'deploy/prod/lock'), gone],
    [join(gone, '.toolwright/lock'), gone],
    [join(gone, 'prod/lock'), join(root, 'deploy')],
  ] as const) {
    expect(() => tryLock(file, from)).toThrow(expect.objectContaining({ code: 'lock-unavailable' }));
  }
  expect(readdirSync(root)).toEqual(['deploy']);
});

it.skipIf(process.platform === 'win32')('may be taken by whoever may write in its folder', () => {
  const folder = temporaryWorkspace();
  const file = join(folder, 'lock');
  chmodSync(folder, 0o770);
  tryLock(file)?.release();
  expect(statSync(file).mode & 0o777).toBe(0o660);
});

it.runIf(process.getuid?.() === 0)('is held by nobody who may only read its file, for several could', () => {
  const folder = temporaryWorkspace({ lock: '' });
  chmodSync(folder, 0o755);
  const library = new URL('../../src/journal/index.ts', import.meta.url).href;
  const take = `process.setuid(65534);
    const { tryLock } = await import(${JSON.stringify(library)});
    try { tryLock(${JSON.stringify(join(folder, 'lock'))}); } catch (error) { console.log(error.code); }`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', take], { encoding: 'utf8' });
  expect(stdout).toBe('lock-unavailable\n');
});

it('is taken without anything beside it, as on a full disk', () => {
  const folder = temporaryWorkspace();
  const lock = tryLock(join(folder, 'lock'));
  expect(readdirSync(folder)).toEqual(['lock']);
  expect(statSync(join(folder, 'lock')).size).toBe(0);
  lock?.release();
});
