import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Backups } from '../../../src/host/edits/backups.ts';
import { fakeLog } from '../fakes/log.ts';
import { Uri } from '../fakes/vscode.ts';

vi.mock('vscode', () => import('../fakes/vscode.ts'));

let home: string;
let now: number;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'toolwright-backups-'));
  now = Date.parse('2026-01-01T00:00:00Z');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const folder = () => join(home, 'backups');
const bounds = { count: 3, days: 30, bytes: 100 };
const make = () => new Backups(Uri.file(folder()) as never, fakeLog().log, { bounds, now: () => now });
const file = (path: string, before: string | undefined) => ({ uri: Uri.file(`/shop/${path}`) as never, path, before });
const day = 24 * 60 * 60 * 1000;

test('there is none before the first edit', async () => {
  expect(await make().list()).toEqual([]);
  await make().prune();
});

test('the former texts of an edit are kept, and found again by another window', async () => {
  await make().keep('sort', [file('a.txt', 'b\r\nä'), file('new.txt', undefined)]);
  const backups = make();
  const [backup] = await backups.list();
  expect(backup).toMatchObject({
    at: '2026-01-01T00:00:00.000Z',
    label: 'sort',
    files: [
      { uri: 'file:///shop/a.txt', path: 'a.txt' },
      { uri: 'file:///shop/new.txt', path: 'new.txt' },
    ],
  });
  const texts = await Promise.all((backup?.files ?? []).map((one) => backups.textOf(backup as never, one)));
  expect(texts).toEqual(['b\r\nä', undefined]);
});

test('the latest come first, and of those beyond the bounds the oldest go', async () => {
  const backups = make();
  const labels = async () => (await backups.list()).map(({ label }) => label);
  for (const label of ['1', '2', '3', '4']) {
    await backups.keep(label, [file('a.txt', label)]);
    now += 1000;
  }
  expect(await labels(), 'three at most').toEqual(['4', '3', '2']);
  await backups.keep('5', [file('a.txt', 'x'.repeat(99))]);
  expect(await labels(), 'a hundred bytes at most').toEqual(['5', '4']);
  now += 1000;
  await backups.keep('large', [file('a.txt', 'x'.repeat(500))]);
  expect(await labels(), 'the latest whatever its size').toEqual(['large']);
  now += 31 * day;
  await backups.prune();
  expect(await labels(), 'thirty days at most').toEqual([]);
  expect(readdirSync(folder())).toEqual([]);
});

test('what was interrupted is no backup, and goes once nobody can be at it any more', async () => {
  const backups = make();
  const half = '2026-01-01T00-00-00-000Z-abcdef';
  mkdirSync(join(folder(), half), { recursive: true });
  writeFileSync(join(folder(), half, '0.txt'), 'half');
  await backups.prune();
  expect([await backups.list(), readdirSync(folder())]).toEqual([[], [half]]);
  now += 2 * 60_000;
  await backups.prune();
  expect(readdirSync(folder())).toEqual([]);
});

test('the backup of an edit that was not made is dropped', async () => {
  const backups = make();
  await backups.drop(await backups.keep('sort', [file('a.txt', 'b')]));
  expect(await backups.list()).toEqual([]);
});

test('an edit is told that its backup could not be made', async () => {
  writeFileSync(folder(), 'a file where the folder should be');
  await expect(make().keep('sort', [file('a.txt', 'b')])).rejects.toMatchObject({ code: 'backup-failed' });
});
