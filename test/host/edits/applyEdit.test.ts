import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { applyChanges } from '../../../src/host/edits/applyEdit.ts';
import { Backups } from '../../../src/host/edits/backups.ts';
import { fakeLog } from '../fakes/log.ts';
import { Uri, type WorkspaceEdit, workspace } from '../fakes/vscode.ts';

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
