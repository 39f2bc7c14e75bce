import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { type FileOptions, flagsFromFile } from '../../src/runtime/node/index.ts';
import { collector } from './collector.ts';

function flagFile(name: string, options: FileOptions) {
  const folder = mkdtempSync(join(tmpdir(), 'toolwright-flags-'));
  const file = join(folder, name);
  const { told, listener } = collector();
  const open = () => onTestFinished(flagsFromFile(file, options).open(listener));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return { file, told, open };
}

afterEach(() => vi.restoreAllMocks());

test('a file that is written in its place, or renamed there, is seen', async () => {
  // Far apart looks: what is seen is seen by the system's events.
  const { file, told, open } = flagFile('rollouts.json', { pollMs: 60_000 });
  writeFileSync(file, '{"flags": {}}');
  open();
  await expect.poll(() => told).toEqual([{ flags: {} }]);
  writeFileSync(file, '{"flags": {"a": 1}}');
  await expect.poll(() => told).toEqual([{ flags: {} }, { flags: { a: 1 } }]);
  for (let n = 2; n < 5; n++) {
    writeFileSync(`${file}.new`, `{"flags": {"a": ${n}}}`);
    renameSync(`${file}.new`, file);
    await expect.poll(() => told.at(-1)).toEqual({ flags: { a: n } });
  }
});

test.skipIf(process.platform === 'win32')(
  'a file is where the system finds it, also where `..` comes after a link',
  async () => {
    const { file } = flagFile('rollouts.json', {});
    const releases = join(dirname(file), 'srv/releases');
    mkdirSync(join(releases, '7'), { recursive: true });
    symlinkSync(join(releases, '7'), join(dirname(file), 'current'));
    writeFileSync(join(releases, 'flags.json'), '{"flags": {}}');
    const { told, listener } = collector();
    onTestFinished(flagsFromFile(`${dirname(file)}/current/../flags.json`).open(listener));
    await expect.poll(() => told).toEqual([{ flags: {} }]);
  },
);

test('a change without an event is seen all the same: in a folder that came later, nothing is watched', async () => {
  const { file, told, open } = flagFile('late/rollouts.json', { pollMs: 20 });
  open();
  await expect.poll(() => told).toEqual([expect.stringMatching(/late.rollouts\.json is not there\./)]);
  mkdirSync(dirname(file));
  writeFileSync(file, '{"flags": {}}');
  await expect.poll(() => told.at(-1)).toEqual({ flags: {} });
  writeFileSync(file, '{"flags": {"a": 1}}');
  await expect.poll(() => told.at(-1)).toEqual({ flags: { a: 1 } });
});

test('a file that is half written is waited for', async () => {
  const { file, told, open } = flagFile('rollouts.json', { pollMs: 20, writingMs: 30_000 });
  writeFileSync(file, '{"flags": {}}');
  open();
  await expect.poll(() => told).toEqual([{ flags: {} }]);
  writeFileSync(file, '{"fla');
  await pause(60);
  writeFileSync(file, '{"flags": {"a": 1}}');
  await expect.poll(() => told).toEqual([{ flags: {} }, { flags: { a: 1 } }]);
});

test('a file that stays broken is told once, then forgiven', async () => {
  const { file, told, open } = flagFile('rollouts.json', { pollMs: 20, writingMs: 20 });
  writeFileSync(file, '{"flags": {}}');
  open();
  await expect.poll(() => told).toEqual([{ flags: {} }]);
  writeFileSync(file, '{"flags"');
  await expect.poll(() => told).toHaveLength(2);
  expect(told[1]).toMatch(/rollouts\.json is not JSON\.$/);
  writeFileSync(file, '{"fla');
  await pause(100);
  writeFileSync(file, '{"flags": {}}');
  await expect.poll(() => told.slice(2)).toEqual(['recovered']);
});

test('a file that is gone is told, and seen when it comes back, whatever the clock says by then', async () => {
  const { file, told, open } = flagFile('rollouts.json', { pollMs: 20 });
  writeFileSync(file, '{"flags": {}}');
  open();
  await expect.poll(() => told).toHaveLength(1);
  rmSync(file);
  await expect.poll(() => told.at(-1)).toMatch(/is not there/);
  vi.spyOn(Date, 'now').mockReturnValue(0);
  writeFileSync(file, '{"flags": {"b": 1}}');
  await expect.poll(() => told.at(-1)).toEqual({ flags: { b: 1 } });
});

test('a file with a byte order mark, as some editors write it, is read', async () => {
  const { file, told, open } = flagFile('rollouts.json', { pollMs: 20 });
  writeFileSync(file, '\uFEFF{"flags": {}}');
  open();
  await expect.poll(() => told).toEqual([{ flags: {} }]);
});
