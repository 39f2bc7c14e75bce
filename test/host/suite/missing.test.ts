import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';

const folder = () => vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
const uriOf = (path: string) => vscode.Uri.joinPath(folder(), path);
const write = (path: string, text: string) =>
  vscode.workspace.fs.writeFile(uriOf(path), new TextEncoder().encode(text));

const files = {
  'src/names.ts': 'export const trim = (text: string) => text.trim();\n',
  'src/greeting.ts':
    "import { initials } from './names';\n\nexport const greeting = (name: string) => initials(name);\n",
  'src/people.ts': 'export class People {\n  readonly all: string[] = [];\n}\n',
  'src/list.ts': "import { People } from './people';\n\nexport const list = () => new People().shout('ada');\n",
  'src/people.test.ts':
    "import { People } from './people';\ntest('shout', () => {\n  expect(new People().shout('ada')).toBe('ADA!');\n});\n",
  'src/names.test.ts':
    "import { initials } from './names';\ntest('initials', () => {\n  expect(initials('Ada Lovelace')).toBe('AL');\n});\n",
};

describe('functions that do not exist', function () {
  this.timeout(60_000);
  const diagnostics = vscode.languages.createDiagnosticCollection('missing');

  /** What is offered about an error that is said as TypeScript says it, whose server may not be up yet. */
  async function quickFixes(
    { uri }: vscode.TextDocument,
    range: vscode.Range,
    code: number,
    message: string,
  ): Promise<readonly vscode.CodeAction[]> {
    const diagnostic = new vscode.Diagnostic(range, message);
    diagnostic.code = code;
    diagnostics.set(uri, [diagnostic]);
    return vscode.commands.executeCommand(
      'vscode.executeCodeActionProvider',
      uri,
      range,
      vscode.CodeActionKind.QuickFix.value,
    );
  }

  before(async () => {
    await vscode.extensions.getExtension('toolwright.toolwright')?.activate();
    for (const [path, text] of Object.entries(files)) await write(path, text);
    await vscode.commands.executeCommand('toolwright.gaps.refresh');
    await vscode.window.showTextDocument(uriOf('src/greeting.ts'));
  });
  after(async () => {
    diagnostics.dispose();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const path of Object.keys(files)) await vscode.workspace.fs.delete(uriOf(path));
  });

  it('have a lens above their first call, which names their examples', async () => {
    const lenses = await vscode.commands.executeCommand<readonly vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      uriOf('src/greeting.ts'),
    );
    const own = lenses.filter(({ command }) => command?.command === 'toolwright.gaps.writeMissing');
    assert.deepEqual(
      own.map(({ range, command }) => [range.start.line, command?.title, command?.arguments]),
      [[2, 'Synthesize “initials” from Its Example', ['src/names.ts#initials']]],
    );
  });

  it('have quick fixes on the error about their name; a stub goes to the file that it is imported from', async () => {
    const document = await vscode.workspace.openTextDocument(uriOf('src/greeting.ts'));
    const range = new vscode.Range(0, 9, 0, 17);
    assert.equal(document.getText(range), 'initials');
    const actions = await quickFixes(document, range, 2305, 'has no exported member');
    const titled = (title: string) => actions.find((one) => one.title === title);
    assert.ok(titled('Synthesize “initials” from Its Example')?.command);
    const { edit } = titled('Create Stub “initials”') ?? {};
    assert.ok(edit !== undefined && (await vscode.workspace.applyEdit(edit)));
    const names = await vscode.workspace.openTextDocument(uriOf('src/names.ts'));
    assert.match(names.getText(), /\n\nexport function initials\(name: string\): string \{\n {2}throw/);
    await names.save();
  });

  it('have quick fixes where they are methods: the stub goes into the class', async () => {
    const document = await vscode.workspace.openTextDocument(uriOf('src/list.ts'));
    const at = document.getText().indexOf('shout');
    const range = new vscode.Range(document.positionAt(at), document.positionAt(at + 5));
    const actions = await quickFixes(document, range, 2339, "Property 'shout' does not exist on type 'People'.");
    const { edit } = actions.find((one) => one.title === 'Create Stub “People.shout”') ?? {};
    assert.ok(edit !== undefined && (await vscode.workspace.applyEdit(edit)));
    const people = await vscode.workspace.openTextDocument(uriOf('src/people.ts'));
    assert.match(people.getText(), /all: string\[\] = \[\];\n\n {2}shout\(input: string\): string \{\n {4}throw/);
    await people.save();
  });

  it('are declared and written by one click on the lens', async () => {
    const own = {
      'src/loud.ts': 'export const quiet = 1;\n',
      'src/say.ts': "import { loud } from './loud';\n\nexport const say = (text: string) => loud(text);\n",
      'src/loud.test.ts':
        "import { loud } from './loud';\ntest('loud', () => {\n  expect(loud('ada')).toBe('ADA');\n  expect(loud('bo b')).toBe('BO B');\n});\n",
    };
    for (const [path, text] of Object.entries(own)) await write(path, text);
    try {
      await vscode.commands.executeCommand('toolwright.gaps.refresh');
      await vscode.commands.executeCommand('toolwright.gaps.writeMissing', 'src/loud.ts#loud');
      const document = await vscode.workspace.openTextDocument(uriOf('src/loud.ts'));
      assert.match(document.getText(), /export function loud\(text: string\): string \{\n.*toUpperCase\(\)/s);
      await document.save();
    } finally {
      for (const path of Object.keys(own)) await vscode.workspace.fs.delete(uriOf(path));
    }
  });
});
