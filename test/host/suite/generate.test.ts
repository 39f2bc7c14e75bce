import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { eventually } from '../eventually.ts';
import { proposedChange } from '../proposedChange.ts';

interface Generated {
  readonly ended: string;
  readonly attempts: readonly { readonly generator: string }[];
  readonly best?: { readonly standing: string; readonly draft: { readonly name: string } };
}

const folder = () => vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
const inCapability = (file = '') => vscode.Uri.joinPath(folder(), '.toolwright/capabilities/turn-around', file);
const request = 'turn the people around';
const people = 'Ada Lovelace\nGrace Hopper\n';

const exists = (uri: vscode.Uri) =>
  vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );

/** Closes the question what to do next, whenever it comes. */
async function giveUp(asked: Thenable<unknown>): Promise<void> {
  const closing = setInterval(() => void vscode.commands.executeCommand('workbench.action.closeQuickOpen'), 300);
  await asked;
  clearInterval(closing);
}

describe('generating a capability in the editor', function () {
  this.timeout(180_000);
  let editor: vscode.TextEditor;

  before(async () => {
    await vscode.extensions.getExtension('toolwright.toolwright')?.activate();
    editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: people }));
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    if (await exists(inCapability())) await vscode.workspace.fs.delete(inCapability(), { recursive: true });
  });

  it('a request that nothing serves is generated for from an example, and serves from then on', async () => {
    const asked = vscode.commands.executeCommand('toolwright.ask', { request, scope: 'file' });
    const gaps = () => vscode.commands.executeCommand<readonly { intent: string }[]>('toolwright.gaps.refresh');
    await eventually(
      async () => (await gaps())?.find(({ intent }) => intent === request),
      'a gap for the request',
      60_000,
    );
    await giveUp(asked);

    // Enough of them that no person has to approve what comes of it.
    const examples = ['Ada Lovelace', 'Grace Hopper', 'Alan Turing', 'Barbara Liskov'].map((name) => ({
      input: [name],
      output: name.replace(/(\w+) (\w+)/, '$2, $1'),
    }));
    const made = await vscode.commands.executeCommand<Generated>('toolwright.gaps.generate', {
      request,
      examples,
      keep: 'turn-around',
    });
    assert.equal(made.ended, 'found', JSON.stringify(made.attempts));
    assert.equal(made.best?.standing, 'admitted');
    assert.ok(await exists(inCapability('index.ts')));
    assert.equal(
      (await gaps()).find(({ intent }) => intent === request),
      undefined,
    );

    await vscode.window.showTextDocument(editor.document);
    const answered = vscode.commands.executeCommand('toolwright.ask', { request, scope: 'file' });
    await eventually(proposedChange, 'a proposal of the answer', 60_000);
    await vscode.commands.executeCommand('toolwright.edits.apply');
    await answered;
    assert.equal(editor.document.getText(), 'Lovelace, Ada\nHopper, Grace\n');
  });
});
