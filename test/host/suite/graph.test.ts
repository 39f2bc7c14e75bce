import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { eventually } from '../eventually.ts';

const folder = () => vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
const uriOf = (path: string) => vscode.Uri.joinPath(folder(), path);
const receipt = 'packages/checkout/src/receipt.ts';

async function open(path: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uriOf(path));
  await vscode.window.showTextDocument(document);
  return document;
}

async function lenses(path: string): Promise<string[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uriOf(path));
  return found.map((lens) => `${lens.range.start.line + 1}: ${lens.command?.title}`);
}

const ours = (path: string) =>
  vscode.languages.getDiagnostics(uriOf(path)).filter((one) => one.source === 'toolwright');

describe('the graph in the editor', () => {
  before(async () => {
    await vscode.extensions.getExtension('toolwright.toolwright')?.activate();
    await open(receipt);
  });

  it('puts code lenses on the file, on the import that closes the cycle and on exports', async () => {
    const found = await eventually(async () => {
      const now = await lenses(receipt);
      return now.some((lens) => /in a cycle of/.test(lens)) ? now : undefined;
    }, 'a lens');
    assert.ok(
      found.some((lens) => /^2: closes a cycle of \d/.test(lens)),
      found.join('\n'),
    );
    assert.ok(
      found.some((lens) => /^8: used by \d+ files? · \d+ tests?$/.test(lens)),
      found.join('\n'),
    );
  });

  it('tells on hover what an import loads', async () => {
    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uriOf(receipt),
      new vscode.Position(1, 24),
    );
    const text = hover?.contents.map((part) => (typeof part === 'string' ? part : part.value)).join('\n') ?? '';
    assert.match(text, /packages\/checkout\/src\/order\.ts/);
    assert.match(text, /Loads \*\*\d+ files/);
  });

  it('reports the cycle as a problem that leads through its imports', async () => {
    const cycle = await eventually(
      () =>
        vscode.languages
          .getDiagnostics()
          .flatMap(([, list]) => list)
          .find(isCycle),
      'a cycle in the Problems panel',
    );
    assert.ok((cycle.relatedInformation?.length ?? 0) >= 2);
    assert.equal(cycle.severity, vscode.DiagnosticSeverity.Error);
  });

  it('offers to make the import type-only, and the cycle is gone when that is saved', async () => {
    const document = await open(receipt);
    const range = new vscode.Range(1, 0, 1, 5);
    const fix = await eventually(async () => {
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        range,
        vscode.CodeActionKind.QuickFix.value,
      );
      return actions.find((action) => /type-only/.test(action.title) && action.edit !== undefined);
    }, 'a quick fix');
    const before = document.getText();
    assert.ok(await vscode.workspace.applyEdit(fix.edit as vscode.WorkspaceEdit));
    assert.match(document.lineAt(1).text, /^import type \{ Order \} from '\.\/order'/);
    await document.save();
    await eventually(() => (hasCycle() ? undefined : true), 'an end of the cycle');

    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
    await document.save();
    await eventually(() => (hasCycle() ? true : undefined), 'the cycle again');
  });

  it('follows advice in the text that it is for, once, and in no other', async () => {
    const document = await open(receipt);
    const saved = document.getText();
    const start = saved.indexOf('import') + 'import'.length;
    const apply = (editsOf: string) => {
      const advice = { path: receipt, line: 1, edits: [{ start, end: start, text: ' type' }], editsOf };
      return vscode.commands.executeCommand('toolwright.graph.applyAdvice', { graph: { uriOf }, node: { advice } });
    };
    const hash = createHash('sha1').update(saved).digest('base64url');
    await apply(createHash('sha1').update(saved.replace('import', 'export')).digest('base64url'));
    assert.equal(document.getText(), saved);
    await apply(hash);
    assert.equal(document.getText(), saved.replace('import', 'import type'));
    await apply(hash);
    assert.equal(document.getText(), saved.replace('import', 'import type'));
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('proposes no baseline outside of the folder', async () => {
    await open(receipt);
    const settings = vscode.workspace.getConfiguration('toolwright', folder());
    const target = vscode.ConfigurationTarget.Workspace;
    await settings.update('rules.baseline', '../outside.json', target);
    try {
      await vscode.commands.executeCommand('toolwright.rules.updateBaseline');
      const labels = vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
      assert.deepEqual(
        labels.filter((label) => /outside/.test(label)),
        [],
      );
    } finally {
      await settings.update('rules.baseline', undefined, target);
    }
    await eventually(async () => ((await lenses(receipt)).length > 0 ? true : undefined), 'a graph again');
  });

  it('keeps lenses at their place while somebody types above them', async () => {
    const document = await open(receipt);
    const before = (await lenses(receipt)).find((lens) => /used by/.test(lens)) ?? '';
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '// one\n// two\n');
    await vscode.workspace.applyEdit(edit);
    const line = Number.parseInt(before, 10);
    assert.ok((await lenses(receipt)).includes(before.replace(/^\d+/, String(line + 2))));
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('opens the panel', async () => {
    await vscode.commands.executeCommand('toolwright.graph.show');
    await eventually(
      () =>
        vscode.window.tabGroups.all
          .flatMap((group) => group.tabs)
          .find(({ input }) => input instanceof vscode.TabInputWebview && /graphPanel/.test(input.viewType)),
      'a panel',
    );
  });
});

describe('the graph follows the disk', () => {
  const made = uriOf('packages/checkout/src/made');
  after(() => vscode.workspace.fs.delete(made, { recursive: true }).then(undefined, () => undefined));

  const write = (name: string, text: string) =>
    vscode.workspace.fs.writeFile(vscode.Uri.joinPath(made, name), Buffer.from(text));
  const forbidden = "import { priceOf } from '../../../storefront/src/clock';\nexport const late = priceOf;\n";

  it('sees a file that comes, is moved with its folder, and goes', async () => {
    const rule = (path: string) => ours(path).find((one) => codeOf(one) === 'checkout-without-storefront');
    await write('late.ts', forbidden);
    await eventually(() => rule('packages/checkout/src/made/late.ts'), 'a violation in the new file');

    const moved = uriOf('packages/checkout/src/moved');
    await vscode.workspace.fs.rename(made, moved);
    await eventually(() => rule('packages/checkout/src/moved/late.ts'), 'a violation in the moved file');
    await eventually(() => (rule('packages/checkout/src/made/late.ts') ? undefined : true), 'an end of the old one');

    await vscode.workspace.fs.delete(moved, { recursive: true });
    await eventually(() => (rule('packages/checkout/src/moved/late.ts') ? undefined : true), 'an end of the moved one');
  });
});

function isCycle(one: vscode.Diagnostic): boolean {
  return one.source === 'toolwright' && codeOf(one) === 'no-circular';
}

function hasCycle(): boolean {
  return ['receipt', 'order', 'payment'].some((name) => ours(`packages/checkout/src/${name}.ts`).some(isCycle));
}

function codeOf({ code }: vscode.Diagnostic): unknown {
  return typeof code === 'object' ? code.value : code;
}
