import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { after, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { rotateNotes } from '../../support/rotateNotes.ts';
import { eventually } from '../eventually.ts';

const root = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
const uriOf = (path: string) => vscode.Uri.joinPath(root, path);
const write = (path: string, text: string) => vscode.workspace.fs.writeFile(uriOf(path), Buffer.from(text));
const remove = (path: string) => vscode.workspace.fs.delete(uriOf(path), { recursive: true }).then(undefined, () => {});

/** Waits for a lens above a capability's `run`. */
async function lens(name: string, title: string): Promise<void> {
  const uri = uriOf(`.toolwright/capabilities/${name}/index.ts`);
  await vscode.workspace.openTextDocument(uri);
  await eventually(async () => {
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
    return found.find(({ command }) => command?.title === title);
  }, `a lens ${title} above ${name}`);
}

/** What each file in the folder says: in the editor where that is not saved yet, else on the disk. */
async function notes(): Promise<Readonly<Record<string, string>>> {
  const entries = await vscode.workspace.fs.readDirectory(uriOf('notes'));
  const texts = entries.map(async ([name]): Promise<[string, string]> => {
    const uri = uriOf(`notes/${name}`);
    const typed = vscode.workspace.textDocuments.find((one) => one.isDirty && one.uri.toString() === uri.toString());
    return [name, typed?.getText() ?? Buffer.from(await vscode.workspace.fs.readFile(uri)).toString()];
  });
  return Object.fromEntries(await Promise.all(texts));
}

/** The command that undoes ends before all of it is undone. */
async function notesBecome(expected: Readonly<Record<string, string>>): Promise<void> {
  const same = async () => isDeepStrictEqual(await notes().catch(() => ({})), expected) || undefined;
  await eventually(same, 'the state that follows', 10_000).catch(() => {});
  assert.deepEqual(await notes(), expected);
}

const isProposal = ({ label, input }: vscode.Tab) =>
  label.startsWith('rotate-notes: ') ||
  (input instanceof vscode.TabInputTextDiff && input.modified.scheme === 'toolwright');
const proposal = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(isProposal);

/** Asks for the notes to be rotated, and applies what is proposed. @param meanwhile what somebody does who looks at it */
async function rotate(meanwhile: () => PromiseLike<void> = async () => {}): Promise<string> {
  const asked = vscode.commands.executeCommand('toolwright.ask', { request: 'rotate the notes', scope: 'workspace' });
  await eventually(proposal, 'a proposal');
  const isPlan = ({ uri }: vscode.TextDocument) => uri.path === '/What is to be done' && uri.query.includes('then');
  const plan = await eventually(() => vscode.workspace.textDocuments.find(isPlan), 'a list of what is to be done');
  const text = plan.getText();
  await meanwhile();
  await vscode.commands.executeCommand('toolwright.edits.apply');
  await asked;
  return text;
}

async function undoIn(path: string): Promise<void> {
  await vscode.window.showTextDocument(uriOf(path));
  await vscode.commands.executeCommand('undo');
}

const asTheyWere = { 'today.md': 'sow\n', 'yesterday.md': 'dig\n' };
const rotated = { 'older.md': 'dig\n', 'today.md': '# Today\n', 'yesterday.md': 'sow\n' };

describe('files that a capability moves', function () {
  this.timeout(120_000);

  before(async () => {
    await vscode.extensions.getExtension('toolwright.toolwright')?.activate();
    for (const [path, text] of Object.entries(rotateNotes)) await write(path, text);
    await lens('rotate-notes', 'not verified');
    await vscode.commands.executeCommand('toolwright.capabilities.verify', { name: 'rotate-notes', level: 'STANDARD' });
    await lens('rotate-notes', 'STANDARD ✓');
  });
  beforeEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await remove('notes');
    for (const [path, text] of Object.entries(asTheyWere)) await write(`notes/${path}`, text);
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await remove('notes');
    await remove('.toolwright/capabilities/rotate-notes');
  });

  it('are listed first, get their names and texts by one edit, and one undo brings all back', async () => {
    const plan = await rotate();
    assert.match(plan, /notes\/yesterday\.md → notes\/older\.md/);
    assert.match(plan, /notes\/today\.md → notes\/yesterday\.md/);
    await notesBecome(rotated);
    await undoIn('notes/older.md');
    await notesBecome(asTheyWere);
  });

  it('stay where they are, all of them, when one of the names is taken before it is applied', async () => {
    await rotate(() => write('notes/older.md', 'mine\n'));
    await notesBecome({ ...asTheyWere, 'older.md': 'mine\n' });
  });
});
