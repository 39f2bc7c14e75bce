import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';

const folderOf = (name: string) => {
  const found = vscode.workspace.workspaceFolders?.find((folder) => folder.name === name);
  if (found === undefined) throw new Error(`the workspace has no folder ${name}`);
  return found;
};
const uriOf = (folder: string, path: string) => vscode.Uri.joinPath(folderOf(folder).uri, path);
const addressOf = (folder: string) => folderOf(folder).uri.toString();

async function eventually<T>(ask: () => Promise<T | undefined> | T | undefined, what: string): Promise<T> {
  for (const end = Date.now() + 30_000; Date.now() < end; ) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`there was never ${what}`);
}

/** Writes a capability that puts a word before the text: in each folder another one, by the same name. */
async function writeMark(folder: string, word: string): Promise<void> {
  const manifest = {
    name: 'mark',
    version: '1.0.0',
    description: 'Puts a word before a text.',
    type: 'module',
    toolwright: {
      title: 'Mark a text',
      intents: ['mark {selection}'],
      input: {
        type: 'object',
        properties: { selection: { type: 'string', maxLength: 1000 } },
        required: ['selection'],
        additionalProperties: false,
      },
      output: { type: 'string' },
      permissions: {},
      provenance: { generator: 'hand' },
    },
  };
  const examples = ['a', 'b', 'c', 'd', 'e'].map((text) => ({
    name: text,
    input: { selection: text },
    output: `${word} ${text}`,
  }));
  const source = `export function run({ selection }: { selection: string }): string {\n  return '${word} ' + selection;\n}\n`;
  const files = {
    'index.ts': source,
    'examples.json': JSON.stringify(examples),
    'package.json': JSON.stringify(manifest),
  };
  for (const [name, text] of Object.entries(files)) {
    await vscode.workspace.fs.writeFile(uriOf(folder, `.toolwright/capabilities/mark/${name}`), Buffer.from(text));
  }
  await vscode.workspace.fs.writeFile(uriOf(folder, 'note.txt'), Buffer.from('water'));
}

const proposal = () =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .find(({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.scheme === 'toolwright');

/** Marks the note of a folder, which is opened for it. @returns the text that comes of it */
async function askIn(folder: string, ask: () => Thenable<unknown>): Promise<string> {
  const document = await vscode.workspace.openTextDocument(uriOf(folder, 'note.txt'));
  await vscode.window.showTextDocument(document, { preview: false });
  const asked = ask();
  await eventually(proposal, 'a proposal');
  await vscode.commands.executeCommand('toolwright.edits.apply');
  await asked;
  return document.getText();
}

describe('capabilities of a workspace with two folders', function () {
  this.timeout(120_000);

  before(async () => {
    await vscode.extensions.getExtension('toolwright.toolwright')?.activate();
    await writeMark('garden', 'Garden:');
    await writeMark('annex', 'Annex:');
    for (const folder of ['garden', 'annex']) {
      const given = { name: 'mark', level: 'STANDARD' };
      await eventually(async () => {
        await vscode.commands.executeCommand('toolwright.capabilities.refresh');
        const uri = uriOf(folder, '.toolwright/capabilities/mark/index.ts');
        await vscode.workspace.openTextDocument(uri);
        const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
        return lenses.length > 0 ? true : undefined;
      }, `a lens in ${folder}`);
      await vscode.commands.executeCommand('toolwright.capabilities.verify', given, addressOf(folder));
    }
  });
  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('are asked in the folder of the file that is open, though both have one of that name', async () => {
    const ask = () => vscode.commands.executeCommand('toolwright.ask', { request: 'mark the file', scope: 'file' });
    assert.equal(await askIn('annex', ask), 'Annex: water');
    assert.equal(await askIn('garden', ask), 'Garden: water');
  });

  it('are asked in the folder that a row of the tree names, whichever file is open', async () => {
    const ask = () =>
      vscode.commands.executeCommand(
        'toolwright.ask',
        { intent: 'mark {selection}', name: 'mark', scope: 'file' },
        addressOf('annex'),
      );
    assert.equal(await askIn('garden', ask), 'Annex: Garden: water');
  });

  it('have a report each', async () => {
    for (const folder of ['garden', 'annex']) {
      await vscode.commands.executeCommand('toolwright.capabilities.openReport', { name: 'mark' }, addressOf(folder));
    }
    const reports = () =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ label }) => label === 'mark: Report');
    await eventually(() => (reports().length === 2 ? true : undefined), 'two reports');
  });
});
