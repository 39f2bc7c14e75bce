import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import type { TextDocument } from 'vscode';
import type { Advice } from '#protocol';
import { contentHash } from '#workspace';
import { editFor } from '../../../../src/host/graph/quickFixes/adviceEdit.ts';
import { Uri, type WorkspaceEdit } from '../../fakes/vscode.ts';

vi.mock('vscode', () => import('../../fakes/vscode.ts'));

const folder = mkdtempSync(join(tmpdir(), 'toolwright-advice-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'a.ts');
const text = "import { A } from './a';\n";

const advice: Advice = {
  id: '1',
  kind: 'type-only-import',
  title: 'Make the import type-only',
  detail: '',
  path: 'a.ts',
  line: 1,
  saves: {},
  edits: [{ start: 6, end: 6, text: ' type' }],
  editsOf: contentHash(text),
};

/** What is on the disk, and what the editor shows. */
async function edited(onDisk: string, shown: string, given: Advice = advice): Promise<readonly string[] | undefined> {
  writeFileSync(file, onDisk);
  const document = { uri: Uri.file(file), version: 1, getText: () => shown, positionAt: (offset: number) => offset };
  const edit = await editFor(given, document as unknown as TextDocument, contentHash);
  return (edit as unknown as WorkspaceEdit | undefined)?.edits.map(({ range, text: put }) => `${range.ends}:${put}`);
}

test('the edit is for the text that the graph has read, with or without a byte order mark', async () => {
  expect(await edited(text, text)).toEqual(['6,6: type']);
  expect(await edited(`\ufeff${text}`, text)).toEqual(['6,6: type']);
});

test('a text of the same length is another text', async () => {
  const other = text.replace('A', 'B');
  expect(await edited(other, other)).toBeUndefined();
  expect(await edited(other, text), 'the editor has not noticed yet').toBeUndefined();
});

test('advice that does not say what its edits are for is not followed', async () => {
  const { editsOf: _, ...without } = advice;
  expect(await edited(text, text, without)).toBeUndefined();
});

test('what was typed elsewhere moves the edit, and what was typed there stops it', async () => {
  expect(await edited(text, `// new\n${text}`)).toEqual(['13,13: type']);
  expect(await edited(text, text.replace('import', 'import type'))).toBeUndefined();
});
