import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';

const folder = () => vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
const uriOf = (path: string) => vscode.Uri.joinPath(folder(), 'teach-bad', path);
const run = (command: string) => vscode.commands.executeCommand(command);
const upper = [{ input: 'ab', output: 'AB' }];
const teach = (argument: object = {}) =>
  vscode.commands.executeCommand('toolwright.teach', { examples: upper, apply: true, ...argument });

async function show(content: string, language = 'plaintext'): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content, language }));
}

async function open(path: string, content: Uint8Array): Promise<vscode.TextDocument> {
  await vscode.workspace.fs.writeFile(uriOf(path), content);
  const document = await vscode.workspace.openTextDocument(uriOf(path));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Does something again and again while something else waits for it: what is not open yet cannot be answered. */
async function until(command: string, end: Thenable<unknown>): Promise<void> {
  const again = setInterval(() => void run(command), 300);
  await end;
  clearInterval(again);
}

describe('teaching what cannot be taught', function () {
  this.timeout(120_000);

  before(() => vscode.extensions.getExtension('toolwright.toolwright')?.activate());
  after(async () => {
    await run('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(uriOf(''), { recursive: true });
  });

  it('changes nothing where examples contradict each other, and where there is no text', async () => {
    const { document } = await show('ab\ncd\n');
    await teach({ examples: [...upper, { input: 'ab', output: 'x' }] });
    assert.equal(document.getText(), 'ab\ncd\n');
    const blank = await show('\n  \n');
    await teach();
    assert.equal(blank.document.getText(), '\n  \n');
  });

  it('changes nothing of more lines than are taken, and of one that is too long', async () => {
    const many = 'ab\n'.repeat(10_001);
    const { document } = await show(many);
    await teach();
    assert.equal(document.getText(), many);
    const long = await show('ab '.repeat(40_000));
    await teach();
    assert.equal(long.document.getText(), 'ab '.repeat(40_000));
  });

  it('changes nothing of what is no text, or not in the encoding that it was opened with', async () => {
    const contents = {
      'latin1.txt': [0x61, 0x62, 0x0a, 0xf6, 0x0a],
      'binary.txt': [0x61, 0x62, 0x0a, 0x00, 0x01, 0x0a],
    };
    for (const [path, bytes] of Object.entries(contents)) {
      const document = await open(path, Uint8Array.from(bytes)).catch(() => undefined);
      await teach();
      assert.equal(document?.isDirty ?? false, false, path);
    }
  });

  it('splits no character, however many units it has; and does many lines by one edit', async () => {
    // A woman with a laptop, a letter with two marks, a flag, a letter beyond the first plane.
    const words = ['👩🏽‍💻', 'ö\u0301', '🇩🇪', '𝔘'];
    const lines = (of: (word: string, at: number) => string) =>
      Array.from({ length: 2000 }, (_, at) => of(words[at % words.length] ?? '', at)).join('\n');
    const text = lines((word, at) => `${word}x ${at} ${word}`);
    const { document } = await show(text);
    const examples = [{ input: `${words[0]}x 0 ${words[0]}`, output: `${words[0]}` }];
    await teach({ examples });
    assert.equal(
      document.getText(),
      lines((word) => word),
    );
    await run('undo');
    assert.equal(document.getText(), text);
  });

  it('leaves what somebody has typed meanwhile, and applies nothing over it', async () => {
    const { document } = await show('ab\ncd\n');
    const teaching = teach({ apply: false });
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(1, 0), 'typed\n');
    await vscode.workspace.applyEdit(edit);
    // The first row of the list is to apply it.
    await until('workbench.action.acceptSelectedQuickOpenItem', teaching);
    assert.equal(document.getText(), 'ab\ntyped\ncd\n');
  });

  it('does not begin with a text that is read-only', async () => {
    const uri = vscode.Uri.parse('toolwright:/nothing.txt');
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    // It would wait for an answer to its question.
    await teach({ examples: [], apply: false });
    assert.equal(document.isDirty, false);
  });

  it('keeps what JSON cannot say: values with comments and with numbers of many digits stay as they are', async () => {
    const content = '[\n  {"a": 1}, // one\n  {"a": /* two */ 2},\n  {"a": 12345678901234567890},\n  {"a": 4}\n]\n';
    const { document } = await show(content, 'jsonc');
    await teach({ examples: [{ input: '{"a":1}', output: '{"b":1}' }] });
    assert.equal(
      document.getText(),
      '[\n  {"b":1}, // one\n  {"a": /* two */ 2},\n  {"a": 12345678901234567890},\n  {"b":4}\n]\n',
    );
    const whole = await show('{\n  // why\n  "a": 1\n}\n', 'jsonc');
    await teach({ examples: [{ input: '{"a":1}', output: '{"b":1}' }] });
    assert.equal(whole.document.getText(), '{\n  // why\n  "a": 1\n}\n');
  });

  it('takes null for what is wanted, where that is taught', async () => {
    const { document } = await show(
      '[{"on": true, "a": "x"}, {"on": false, "a": "y"}, {"on": false, "a": "z"}, 7]',
      'json',
    );
    const examples = [
      { input: '{"on":true,"a":"x"}', output: '"x"' },
      { input: '{"on":false,"a":"y"}', output: 'null' },
    ];
    await teach({ examples });
    assert.match(document.getText(), /^\["x", null, null, /);
  });
});
