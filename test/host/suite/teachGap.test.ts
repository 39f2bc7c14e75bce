import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';

const folder = () => vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
const uriOf = (path: string) => vscode.Uri.joinPath(folder(), path);
const request = 'write the family name first';
const kept = '.toolwright/capabilities/write-the-family-name-first';

const files = {
  'teachGap/family.ts': `/** Write the family name first. */
export function family(name: string): string {
  throw new Error('not implemented');
}
`,
  'teachGap/family.test.ts': `import { expect, test } from 'vitest';
import { family } from './family.ts';
test('family', () => {
  expect(family('Ada Lovelace')).toBe('Lovelace, Ada');
  expect(family('Barbara Liskov')).toBe('Liskov, Barbara');
});
`,
};

async function ask(input: unknown): Promise<string> {
  const options = { input: { request, input }, toolInvocationToken: undefined };
  const { content } = await vscode.lm.invokeTool('toolwright_ask', options);
  return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
}

describe('teaching from a gap', function () {
  this.timeout(120_000);

  before(async () => {
    await vscode.extensions.getExtension('toolwright.toolwright')?.activate();
    for (const [path, text] of Object.entries(files))
      await vscode.workspace.fs.writeFile(uriOf(path), Buffer.from(text));
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const path of ['teachGap', kept]) await vscode.workspace.fs.delete(uriOf(path), { recursive: true });
  });

  it('works on what was asked about, from the examples of tests, and serves the request from then on', async () => {
    assert.match(await ask({ selection: 'Grace Hopper\nAlan Turing' }), /^Not done \(missing_handler\)/);
    const teaching = vscode.commands.executeCommand('toolwright.gaps.teach', { request });
    // The first row of the list is to apply what was learned; nothing is accepted before it is there.
    const accepting = setInterval(
      () => void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem'),
      500,
    );
    await teaching;
    clearInterval(accepting);
    assert.equal(vscode.window.activeTextEditor?.document.getText(), 'Hopper, Grace\nTuring, Alan');
    const manifest = await vscode.workspace.fs.readFile(uriOf(`${kept}/package.json`));
    assert.ok(Buffer.from(manifest).toString('utf8').includes(`"${request}"`));
    assert.match(await ask('Edsger Dijkstra'), /^Dijkstra, Edsger\n/);
  });
});
