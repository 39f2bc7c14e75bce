import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { eventually } from '../eventually.ts';
import { proposedChange } from '../proposedChange.ts';

const days = 'Days:\r\n24.12.2026\r\n03.04.2026\r\nno date\r\n31.01.2027\r\n';
const isoDays = 'Days:\r\n2026-12-24\r\n2026-04-03\r\nno date\r\n2027-01-31\r\n';
const iso = [{ input: '24.12.2026', output: '2026-12-24' }];

const teach = (argument: object) => vscode.commands.executeCommand('toolwright.teach', argument);

async function show(content: string, ...selections: readonly (readonly [number, number, number, number])[]) {
  const document = await vscode.workspace.openTextDocument({ content, language: 'plaintext' });
  const editor = await vscode.window.showTextDocument(document);
  editor.selections = selections.map((ends) => new vscode.Selection(...ends));
  return editor;
}

describe('teaching by example', function () {
  this.timeout(120_000);

  before(async () => {
    await vscode.extensions.getExtension('toolwright.toolwright')?.activate();
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const kept = vscode.Uri.joinPath(
      vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/'),
      '.toolwright/capabilities/iso-days',
    );
    await vscode.workspace.fs.delete(kept, { recursive: true }).then(undefined, () => {});
  });

  it('changes the selected lines by one edit, which can be undone; a line without an answer stays as it is', async () => {
    const editor = await show(days, [1, 0, 5, 0]);
    await teach({ examples: iso, apply: true });
    assert.equal(editor.document.getText(), isoDays);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), days);
  });

  it('changes a column, and several cursors mean their lines', async () => {
    const column = await show('a 1.2.2026 x\nb 3.4.2027 y\n', [0, 2, 0, 10], [1, 2, 1, 10]);
    await teach({ examples: [{ input: '1.2.2026', output: '2026/2/1' }], apply: true });
    assert.equal(column.document.getText(), 'a 2026/2/1 x\nb 2027/4/3 y\n');
    const cursors = await show('ab\ncd\nef\n', [0, 1, 0, 1], [2, 0, 2, 0]);
    await teach({ examples: [{ input: 'ab', output: 'AB' }], apply: true });
    assert.equal(cursors.document.getText(), 'AB\ncd\nEF\n');
  });

  it('changes the items of a JSON document, in the form that it has; one without an answer stays as it is', async () => {
    const content =
      '[\n  {\n    "first": "Ada",\n    "born": 1815\n  },\n  { "first": "Alan", "born": 1912 },\n  { "x": 1 }\n]\n';
    const document = await vscode.workspace.openTextDocument({ content, language: 'json' });
    await vscode.window.showTextDocument(document);
    const examples = [{ input: '{"first":"Ada","born":1815}', output: '{"name":"Ada"}' }];
    await teach({ examples, apply: true });
    assert.equal(document.getText(), '[\n  {\n    "name": "Ada"\n  },\n  {"name":"Alan"},\n  { "x": 1 }\n]\n');
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), content);
  });

  it('changes the column of a table of which a cell is selected, not its header, and keeps quotes', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
    const uri = vscode.Uri.joinPath(folder, 'people.csv');
    const content = 'name,born\n"Hopper, Grace","9.12.1906"\nAda,10.12.1815\nEve,\n';
    await vscode.workspace.fs.writeFile(uri, Buffer.from(content));
    try {
      const editor = await vscode.window.showTextDocument(uri);
      editor.selections = [new vscode.Selection(2, 4, 2, 14)];
      await teach({ examples: [{ input: '9.12.1906', output: '1906-12-09' }], apply: true });
      assert.equal(editor.document.getText(), 'name,born\n"Hopper, Grace","1906-12-09"\nAda,1815-12-10\nEve,\n');
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    } finally {
      await vscode.workspace.fs.delete(uri);
    }
  });

  it('means all lines where nothing is selected', async () => {
    const editor = await show('ab\n\ncd', [0, 0, 0, 0]);
    await teach({ examples: [{ input: 'ab', output: 'AB' }], apply: true });
    assert.equal(editor.document.getText(), 'AB\n\nCD');
  });

  it('leaves everything as it is when it is given up', async () => {
    const editor = await show(days, [1, 0, 5, 0]);
    let over = false;
    const teaching = teach({ examples: iso }).then(() => {
      over = true;
    });
    // The list opens some time; closing what is not open does nothing.
    await eventually(async () => {
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      return over || undefined;
    }, 'an end');
    await teaching;
    assert.equal(editor.document.getText(), days);
  });

  it('keeps what was learned as a capability, which is verified and serves the next request', async () => {
    const taught = await show(days, [1, 0, 5, 0]);
    await teach({ examples: iso, apply: true, keep: { name: 'iso-days', intent: 'write days the ISO way' } });
    assert.equal(taught.document.getText(), isoDays);
    const editor = await show('24.12.2030\nand so on\n', [0, 0, 2, 0]);
    const asked = vscode.commands.executeCommand('toolwright.ask', {
      request: 'write days the ISO way',
      scope: 'selection',
    });
    await eventually(proposedChange, 'a proposal');
    await vscode.commands.executeCommand('toolwright.edits.apply');
    await asked;
    assert.equal(editor.document.getText(), '2030-12-24\nand so on\n');
  });
});
