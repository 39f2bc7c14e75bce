import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { eventually } from '../../eventually.ts';

const folderOf = (name: string) => {
  const found = vscode.workspace.workspaceFolders?.find((folder) => folder.name === name);
  if (found === undefined) throw new Error(`the workspace has no folder ${name}`);
  return found;
};
const uriOf = (folder: string, path: string) => vscode.Uri.joinPath(folderOf(folder).uri, path);
const addressOf = (folder: string) => folderOf(folder).uri.toString();

const text = { type: 'string', maxLength: 1000 };

/** Writes a capability that puts a word before the text: in each folder another one, by the same name. */
async function writeMark(folder: string, word: string): Promise<void> {
  await writeCapability(folder, 'mark', {
    intent: 'mark {selection}',
    input: { type: 'object', properties: { selection: text }, required: ['selection'], additionalProperties: false },
    output: { type: 'string' },
    source: `export function run({ selection }: { selection: string }): string {\n  return '${word} ' + selection;\n}\n`,
    example: (name) => ({ input: { selection: name }, output: `${word} ${name}` }),
  });
  await vscode.workspace.fs.writeFile(uriOf(folder, 'note.txt'), Buffer.from('water'));
}

/** Writes a capability that wants to write two files. */
async function writeSplit(): Promise<void> {
  const source = `interface Context {
  readonly workspace: { write(path: string, text: string): Promise<void> };
}

export async function run(_input: object, { workspace }: Context): Promise<null> {
  await workspace.write('a.txt', 'A');
  await workspace.write('b.txt', 'B');
  return null;
}
`;
  await writeCapability('annex', 'split', {
    intent: 'split everything',
    input: { type: 'object', properties: {}, additionalProperties: false },
    output: { type: 'null' },
    permissions: { 'workspace:write': ['*.txt'] },
    source,
    example: () => ({ input: {}, output: null, world: { files: {} } }),
  });
}

interface Written {
  readonly intent: string;
  readonly input: object;
  readonly output: object;
  readonly permissions?: object;
  readonly source: string;
  readonly example: (name: string) => object;
}

async function writeCapability(folder: string, name: string, written: Written): Promise<void> {
  const { intent, input, output, permissions = {}, source, example } = written;
  const toolwright = {
    ...{ title: `Do ${name}`, intents: [intent], input, output, permissions },
    provenance: { generator: 'hand' },
  };
  const manifest = { name, version: '1.0.0', description: `Does ${name}.`, type: 'module', toolwright };
  // Enough of them that nobody has to be asked.
  const examples = ['a', 'b', 'c', 'd', 'e'].map((one) => ({ name: one, ...example(one) }));
  const files = {
    'index.ts': source,
    'examples.json': JSON.stringify(examples),
    'package.json': JSON.stringify(manifest),
  };
  for (const [file, content] of Object.entries(files)) {
    await vscode.workspace.fs.writeFile(
      uriOf(folder, `.toolwright/capabilities/${name}/${file}`),
      Buffer.from(content),
    );
  }
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
    // The window may be there before the file that names its folders was read.
    await eventually(() => (vscode.workspace.workspaceFolders?.length === 2 ? true : undefined), 'both folders');
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

  it('may change several files at once, which are shown together', async () => {
    await writeSplit();
    await vscode.commands.executeCommand('toolwright.capabilities.refresh');
    const given = { name: 'split', level: 'STANDARD' };
    await vscode.commands.executeCommand('toolwright.capabilities.verify', given, addressOf('annex'));
    const several = () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .filter(({ label }) => label.startsWith('split: split everything'));
    const ask = () =>
      vscode.commands.executeCommand(
        'toolwright.ask',
        { request: 'split everything', scope: 'workspace' },
        addressOf('annex'),
      );
    const written = async (path: string) =>
      vscode.workspace.fs.readFile(uriOf('annex', path)).then(
        (content) => Buffer.from(content).toString(),
        () => 'nothing',
      );
    const declined = ask();
    const [tab] = await eventually(() => (several().length > 0 ? several() : undefined), 'several differences');
    await vscode.window.tabGroups.close(tab as vscode.Tab);
    await declined;
    assert.deepEqual([await written('a.txt'), await written('b.txt')], ['nothing', 'nothing']);
    const accepted = ask();
    await eventually(() => (several().length > 0 ? true : undefined), 'several differences');
    await vscode.commands.executeCommand('toolwright.edits.apply');
    await accepted;
    assert.deepEqual([await written('a.txt'), await written('b.txt')], ['A', 'B']);
    assert.equal(several().length, 0);
  });

  it('have a report each', async () => {
    for (const folder of ['garden', 'annex']) {
      await vscode.commands.executeCommand('toolwright.capabilities.openReport', { name: 'mark' }, addressOf(folder));
    }
    const reports = () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs.map(({ label }) => label))
        .filter((label) => /^mark: /.test(label));
    await eventually(() => (reports().length === 2 ? true : undefined), 'two reports');
    assert.deepEqual(reports().sort(), ['mark: Report (annex)', 'mark: Report (garden)']);
  });
});
