import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { eventually } from '../eventually.ts';

const folder = () => vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
const uriOf = (path: string) => vscode.Uri.joinPath(folder(), path);
const inCapability = (name: string, file: string) => uriOf(`.toolwright/capabilities/${name}/${file}`);

/** The titles of the lenses above a capability's `run`. */
async function lensesOf(name: string): Promise<string[]> {
  const uri = inCapability(name, 'index.ts');
  await vscode.workspace.openTextDocument(uri);
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
  return found.map((lens) => lens.command?.title ?? '');
}

const lens = (name: string, title: string | RegExp) =>
  eventually(async () => {
    const titles = await lensesOf(name);
    return titles.find((one) => (typeof title === 'string' ? one === title : title.test(one)));
  }, `a lens ${title} above ${name}`);

const verify = (name: string, level = 'STANDARD') =>
  vscode.commands.executeCommand('toolwright.capabilities.verify', { name, level });

const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs);

const proposals = () =>
  tabs().filter(({ input }) => {
    const uri = input instanceof vscode.TabInputTextDiff ? input.modified : (input as { uri?: vscode.Uri })?.uri;
    return uri?.scheme === 'toolwright' && uri.authority === 'proposal';
  });

const convertDates = () =>
  vscode.commands.executeCommand('toolwright.ask', { request: 'convert dates in the file to ISO', scope: 'file' });

/** Waits for a proposal that is shown, and answers it. */
async function whenPreviewed(answer: 'apply' | 'discard'): Promise<void> {
  await eventually(() => proposals()[0], 'a proposal');
  await vscode.commands.executeCommand(`toolwright.edits.${answer}`);
  await eventually(() => (proposals().length === 0 ? true : undefined), 'an end of the proposal');
}

async function show(content: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ content, language: 'plaintext' });
  return vscode.window.showTextDocument(document);
}

function select(editor: vscode.TextEditor, ...texts: readonly string[]): void {
  const { document } = editor;
  editor.selections = texts.map((text) => {
    const start = document.getText().indexOf(text);
    return new vscode.Selection(document.positionAt(start), document.positionAt(start + text.length));
  });
}

async function callTool(name: string, input: object): Promise<string> {
  const result = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
  return result.content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
}

describe('capabilities in the editor', function () {
  this.timeout(120_000);

  before(async () => {
    await vscode.extensions.getExtension('toolwright.toolwright')?.activate();
  });
  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('reports what is wrong with a broken package, in its files', async () => {
    const problems = await eventually(() => {
      const found = vscode.languages
        .getDiagnostics(inCapability('convert-units', 'package.json'))
        .filter(({ source }) => source === 'toolwright');
      return found.length > 0 ? found : undefined;
    }, 'a problem');
    assert.ok(problems.some(({ message, range }) => /version is "1\.0"/.test(message) && range.start.line === 2));
  });

  it('says above `run` that nothing is known yet, and how far the evidence goes once it is gathered', async () => {
    await lens('iso-dates', 'not verified');
    await lens('iso-dates', 'verify');
    await verify('iso-dates');
    await lens('iso-dates', 'STANDARD ✓');
    await lens('iso-dates', /^risk \d/);
    await lens('iso-dates', 'open report');
  });

  it('changes what is selected, by one edit that was shown before and that can be undone', async () => {
    const editor = await show('Sown on 3.4.2026,\nsold on 24.12.2026.\n');
    select(editor, '3.4.2026');
    const asked = vscode.commands.executeCommand('toolwright.ask', {
      request: 'convert dates in the selection to ISO',
    });
    await whenPreviewed('apply');
    await asked;
    assert.equal(editor.document.getText(), 'Sown on 2026-04-03,\nsold on 24.12.2026.\n');
    await vscode.window.showTextDocument(editor.document);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), 'Sown on 3.4.2026,\nsold on 24.12.2026.\n');
  });

  it('changes each of several selections, in one step', async () => {
    const editor = await show('1.2.2026 - 5.6.2026 - 7.8.2026\n');
    select(editor, '1.2.2026', '7.8.2026');
    const asked = vscode.commands.executeCommand('toolwright.ask', {
      request: 'convert dates in the selection to ISO',
    });
    await whenPreviewed('apply');
    await asked;
    assert.equal(editor.document.getText(), '2026-02-01 - 5.6.2026 - 2026-08-07\n');
    await vscode.window.showTextDocument(editor.document);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), '1.2.2026 - 5.6.2026 - 7.8.2026\n');
  });

  it('changes the whole file where nothing is selected, and nothing where the user does not want it', async () => {
    const editor = await show('1.2.2026 and 3.4.2026');
    const asked = vscode.commands.executeCommand('toolwright.ask', {
      intent: 'convert dates in {selection} to ISO',
      name: 'iso-dates',
    });
    await whenPreviewed('discard');
    await asked;
    assert.equal(editor.document.getText(), '1.2.2026 and 3.4.2026');
  });

  it('takes a closed preview for a no, and a look at another file for nothing', async () => {
    const editor = await show('1.2.2026');
    const asked = convertDates();
    const preview = await eventually(() => proposals()[0], 'a preview');
    await vscode.window.showTextDocument(uriOf('package.json'));
    await new Promise((done) => setTimeout(done, 500));
    const { original, modified } = preview.input as vscode.TabInputTextDiff;
    assert.equal(original.toString(), editor.document.uri.toString());
    assert.equal((await vscode.workspace.openTextDocument(modified)).getText(), '2026-02-01');
    await vscode.window.tabGroups.close(proposals());
    await asked;
    assert.equal(editor.document.getText(), '1.2.2026');
  });

  it('refuses to change a text that somebody has typed into meanwhile', async () => {
    const editor = await show('1.2.2026');
    const asked = convertDates();
    await eventually(() => proposals()[0], 'a preview');
    const typed = new vscode.WorkspaceEdit();
    typed.insert(editor.document.uri, new vscode.Position(0, 0), 'On ');
    await vscode.workspace.applyEdit(typed);
    await whenPreviewed('apply');
    await asked;
    assert.equal(editor.document.getText(), 'On 1.2.2026');
  });

  it('brings back what was there before an edit, shown first, from its backup', async () => {
    const notes = uriOf('notes.txt');
    await vscode.workspace.fs.writeFile(notes, Buffer.from('Sown on 1.2.2026\n'));
    const { document } = await vscode.window.showTextDocument(notes);
    const asked = convertDates();
    await whenPreviewed('apply');
    await asked;
    assert.equal(document.getText(), 'Sown on 2026-02-01\n');
    await document.save();
    const restored = vscode.commands.executeCommand('toolwright.edits.restoreBackup');
    // The question for the edit comes after the list is read, and nothing tells when.
    await eventually(async () => {
      if (proposals().length > 0) return true;
      await new Promise((done) => setTimeout(done, 400));
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return undefined;
    }, 'a preview of the former text');
    await whenPreviewed('apply');
    await restored;
    assert.equal(document.getText(), 'Sown on 1.2.2026\n');
    await document.save();
    await vscode.workspace.fs.delete(notes);
  });

  it('shows an answer that is no text as JSON', async () => {
    await verify('csv-to-json');
    await show('name,price\nFern,7\n');
    await vscode.commands.executeCommand('toolwright.ask', { request: 'convert the selection from CSV to JSON' });
    const { document } = await eventually(() => {
      const editor = vscode.window.activeTextEditor;
      return editor?.document.languageId === 'json' ? editor : undefined;
    }, 'a JSON editor');
    assert.deepEqual(JSON.parse(document.getText()), [{ name: 'Fern', price: '7' }]);
    assert.equal(document.isUntitled, true);
  });

  it('shows what a capability wants to write, and writes it with the edit', async () => {
    const todo = uriOf('TODO.md');
    await vscode.workspace.fs.writeFile(
      uriOf('packages/catalog/src/todo.ts'),
      Buffer.from('// TODO: water\nexport {};\n'),
    );
    await verify('list-todos');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const asked = vscode.commands.executeCommand('toolwright.ask', { request: 'collect todos in TODO.md' });
    await whenPreviewed('apply');
    await asked;
    assert.match(
      Buffer.from(await vscode.workspace.fs.readFile(todo)).toString(),
      /## packages\/catalog\/src\/todo\.ts\n\n- line 1: water/,
    );
    await vscode.workspace.fs.delete(todo);
    await vscode.workspace.fs.delete(uriOf('packages/catalog/src/todo.ts'));
  });

  it('asks for a person where the policy wants one', async () => {
    await verify('sort-lines');
    await lens('sort-lines', 'approve');
  });

  it('rejects what reaches out, and marks the place', async () => {
    await verify('peek-environment');
    const [problem] = await eventually(() => {
      const found = vscode.languages.getDiagnostics(inCapability('peek-environment', 'index.ts'));
      const ours = found.filter(
        ({ source, code }) => source === 'toolwright' && typeof code === 'object' && code.value === 'forbidden-import',
      );
      return ours.length > 0 ? ours : undefined;
    }, 'a finding');
    assert.equal(problem?.range.start.line, 0);
    await lens('peek-environment', 'BASIC ✗');
  });

  it('makes a capability that does not pass before it is written', async () => {
    const given = { title: 'Tidy the lines', name: 'tidy-lines' };
    const created = vscode.commands.executeCommand('toolwright.capabilities.create', given).then(() => true);
    // Two boxes are accepted as they are, and nothing tells when they come.
    const soon = () => new Promise<false>((done) => setTimeout(done, 1000, false));
    while (!(await Promise.race([created, soon()])))
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await verify('tidy-lines');
    await lens('tidy-lines', 'STANDARD ✗');
  });

  it('runs examples as tests, and follows changes of the files', async () => {
    const program = inCapability('tidy-lines', 'index.ts');
    const text = 'export function run({ text }: { text: string }): string {\n  return text.trim();\n}\n';
    await vscode.workspace.fs.writeFile(program, Buffer.from(text));
    await lens('tidy-lines', 'not verified');
    await vscode.commands.executeCommand('toolwright.capabilities.runExamples', { name: 'tidy-lines' });
    await lens('tidy-lines', 'run examples (1 failed)');
    await vscode.workspace.fs.delete(inCapability('tidy-lines', '.'), { recursive: true });
  });

  it('offers a runtime for the sandbox where no Node.js is found for it', async () => {
    const commands = await vscode.commands.getCommands(true);
    for (const name of ['installRuntime', 'removeRuntime']) {
      assert.ok(commands.includes(`toolwright.capabilities.${name}`), name);
    }
    const settings = vscode.workspace.getConfiguration('toolwright');
    await settings.update('sandbox.node', '/nowhere/node', vscode.ConfigurationTarget.Global);
    try {
      await vscode.commands.executeCommand('toolwright.capabilities.showSandbox');
      const page = await eventually(() => {
        const text = vscode.workspace.textDocuments.find(({ uri }) => uri.path === '/Sandbox.md')?.getText();
        return text?.includes('QuickJS in WebAssembly') ? text : undefined;
      }, 'a page about the sandbox');
      assert.match(page, /\*\*Toolwright: Install Sandbox Runtime\*\* fetches one/);
      assert.match(page, /nowhere.{0,4}node does not run/);
    } finally {
      await settings.update('sandbox.node', undefined, vscode.ConfigurationTarget.Global);
      await vscode.commands.executeCommand('notifications.clearAll');
    }
  });

  it('tells about the sandbox', async () => {
    await vscode.commands.executeCommand('toolwright.capabilities.showSandbox');
    await eventually(() => tabs().find(({ label }) => /Sandbox\.md/.test(label)), 'a page about the sandbox');
  });
});

describe('capabilities for agents', function () {
  this.timeout(60_000);

  it('are behind tools that VS Code knows', () => {
    const names = vscode.lm.tools.map(({ name }) => name).filter((name) => name.startsWith('toolwright_'));
    assert.deepEqual(names.sort(), ['toolwright_ask', 'toolwright_list_capabilities', 'toolwright_run_capability']);
  });

  it('are listed once they are admitted', async () => {
    const listed = JSON.parse(await callTool('toolwright_list_capabilities', {})) as { name: string }[];
    assert.deepEqual(listed.map(({ name }) => name).sort(), ['csv-to-json', 'iso-dates', 'list-todos']);
  });

  it('run by their name, and tell what is wrong', async () => {
    const run = (input: object) => callTool('toolwright_run_capability', input);
    assert.equal(await run({ name: 'iso-dates', input: { selection: '24.12.2026' } }), '2026-12-24');
    assert.match(await run({ name: 'iso-dates', input: { selection: 7 } }), /^Not done \(error\): .*selection/);
    assert.match(await run({ name: 'sort-lines', input: { selection: 'b' } }), /^Not done \(permission\)/);
    assert.match(await run({ name: 'none', input: {} }), /no capability "none".*csv-to-json/);
  });
});
