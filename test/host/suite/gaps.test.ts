import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { eventually } from '../eventually.ts';

interface SeenGap {
  readonly id: string;
  readonly intent: string;
  readonly examples: readonly { readonly input: readonly unknown[]; readonly output: unknown }[];
  readonly ignored?: { readonly reason: string };
}

const folder = () => vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
const uriOf = (path: string) => vscode.Uri.joinPath(folder(), path);
const write = (path: string, text: string) =>
  vscode.workspace.fs.writeFile(uriOf(path), new TextEncoder().encode(text));

const find = async () => (await vscode.commands.executeCommand<readonly SeenGap[]>('toolwright.gaps.refresh')) ?? [];
const gap = async (id: string) => (await find()).find((one) => one.id === id);

const id = 'src/label.ts#label';
const request = 'translate the poem into Klingon';

/** Closes the question what to do next, whenever it comes. */
async function giveUp(asked: Thenable<unknown>): Promise<void> {
  const closing = setInterval(() => void vscode.commands.executeCommand('workbench.action.closeQuickOpen'), 300);
  await asked;
  clearInterval(closing);
}

describe('gaps in the editor', function () {
  this.timeout(60_000);

  before(async () => {
    await vscode.extensions.getExtension('toolwright.toolwright')?.activate();
    await write(
      'src/label.ts',
      "export function label(name: string): string {\n  throw new Error('not implemented');\n}\n",
    );
    await write(
      'src/label.test.ts',
      "import { label } from './label';\ntest('label', () => {\n  expect(label('a')).toBe('A');\n});\n",
    );
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const path of ['src/label.ts', 'src/label.test.ts']) await vscode.workspace.fs.delete(uriOf(path));
  });

  it('finds a function that is not written yet, with the example in its test', async () => {
    assert.deepEqual(
      (await gap(id))?.examples.map(({ input, output }) => [input, output]),
      [[['a'], 'A']],
    );
  });

  it('offers above it to synthesize it', async () => {
    const titles = async () => {
      await vscode.workspace.openTextDocument(uriOf('src/label.ts'));
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        uriOf('src/label.ts'),
      );
      return found.map(({ command }) => command?.title ?? '').filter((title) => title.startsWith('Synthesize'));
    };
    await eventually(async () => (await titles()).length > 0 || undefined, 'a lens');
    assert.deepEqual(await titles(), ['Synthesize from 1 example in label.test.ts']);
  });

  it('finds what nothing could serve when it was asked for', async () => {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: 'a poem' }));
    // It ends when somebody chooses what to do next.
    const asked = vscode.commands.executeCommand('toolwright.ask', { request, scope: 'file' });
    await eventually(
      async () => (await find()).some(({ intent }) => intent === request) || undefined,
      'a gap for the request',
    );
    await giveUp(asked);
  });

  it('remembers that a gap is ignored, and that it is no longer', async () => {
    await vscode.commands.executeCommand('toolwright.gaps.ignore', { id, reason: 'it is generated' });
    assert.equal((await gap(id))?.ignored?.reason, 'it is generated');
    await vscode.commands.executeCommand('toolwright.gaps.notice', { id });
    assert.equal((await gap(id))?.ignored, undefined);
  });
});
