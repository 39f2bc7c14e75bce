import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { applyChanges } from '../../../src/host/edits/applyEdit.ts';
import { Backups } from '../../../src/host/edits/backups.ts';
import { fakeLog } from '../fakes/log.ts';
import { editor, Uri, type WorkspaceEdit, workspace } from '../fakes/vscode.ts';

vi.mock('vscode', () => import('../fakes/vscode.ts'));

const uri = Uri.file('/shop/a.txt');
const document = { uri, isClosed: false, text: '', getText: () => document.text };
let home: string;
let backups: Backups;
let applied: WorkspaceEdit[];
let accepts: boolean;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'toolwright-edits-'));
  backups = new Backups(Uri.file(home) as never, fakeLog().log);
  document.text = 'one\ntwo';
  workspace.textDocuments = [document];
  applied = [];
  accepts = true;
  workspace.applyEdit = async (edit) => {
    applied.push(edit);
    return accepts;
  };
});
afterEach(() => {
  workspace.textDocuments = [];
  rmSync(home, { recursive: true });
});

const change = { uri: uri as never, path: 'a.txt', before: 'one\ntwo', after: 'three' };

test('a change is one edit of the whole text, with a backup of what was there', async () => {
  await applyChanges(backups, [change], 'sort');
  expect(applied.map(({ edits }) => edits)).toEqual([[{ uri, range: { ends: [0, 0, 1, 3] }, text: 'three' }]]);
  const [backup] = await backups.list();
  expect(backup?.label).toBe('sort');
  expect(await backups.textOf(backup as never, backup?.files[0] as never)).toBe('one\ntwo');
});

test.each([
  ['was typed into', () => (document.text = 'one\ntwo!'), 'text-changed', 0],
  ['is gone', () => (workspace.textDocuments = []), 'text-changed', 0],
  ['is refused by VS Code', () => (accepts = false), 'edit-refused', 1],
])('nothing is made, nor a backup kept, of a text that %s', async (_, meanwhile, code, edits) => {
  meanwhile();
  await expect(applyChanges(backups, [change], 'sort')).rejects.toMatchObject({ code });
  expect(applied).toHaveLength(edits);
  expect(await backups.list()).toEqual([]);
});

test('a file that somebody else has made is not written over', async () => {
  await expect(applyChanges(backups, [{ ...change, before: undefined }], 'sort')).rejects.toMatchObject({
    code: 'text-changed',
    message: expect.stringContaining('was made by somebody else'),
  });
});

const move = (from: string, to: string) => ({
  ...{ from: Uri.file(`/shop/${from}`) as never, to: Uri.file(`/shop/${to}`) as never },
  ...{ fromPath: from, toPath: to },
});
const there = (...paths: readonly string[]) => {
  editor.stat = async (one: Uri) => {
    if (!paths.includes(one.path)) throw new Error('There is no such file');
    return {} as never;
  };
};

test('files are moved in one edit, in rows that VS Code can make one after the other', async () => {
  there('/shop/a.png', '/shop/b.png', '/shop/c.png');
  const moves = [move('a.png', 'b.png'), move('b.png', 'a.png'), move('c.png', 'd.png')];
  await applyChanges(backups, [], 'swap', moves);
  expect(applied.map(({ fileOperations }) => fileOperations)).toEqual([
    [
      '/shop/c.png → /shop/d.png',
      'insert /between-moves',
      '/shop/a.png → /shop/a.png.toolwright-moves',
      'insert /between-moves',
      '/shop/b.png → /shop/a.png',
      'insert /between-moves',
      '/shop/a.png.toolwright-moves → /shop/b.png',
      'insert /between-moves',
    ],
  ]);
  const [backup] = await backups.list();
  expect(backup?.files.map(({ path, movedTo }) => [path, movedTo?.path])).toEqual([
    ['a.png', 'b.png'],
    ['b.png', 'a.png'],
    ['c.png', 'd.png'],
  ]);
});

test('a file that is deleted makes room for one that is moved', async () => {
  there('/shop/a.txt', '/shop/b.png');
  await applyChanges(backups, [{ ...change, after: undefined }], 'restore', [move('b.png', 'a.txt')]);
  expect(applied.map(({ fileOperations }) => fileOperations)).toEqual([
    ['delete /shop/a.txt', 'insert /between-moves', '/shop/b.png → /shop/a.txt', 'insert /between-moves'],
  ]);
});

test.each([
  ['the new name is taken', ['/shop/a.png', '/shop/b.png'], 'name-taken'],
  ['the file is gone', [], 'text-changed'],
])('nothing is moved where %s', async (_, paths, code) => {
  there(...paths);
  const moved = applyChanges(backups, [], 'move', [move('a.png', 'b.png')]);
  await expect(moved).rejects.toMatchObject({ code });
  expect([applied, await backups.list()]).toEqual([[], []]);
});
