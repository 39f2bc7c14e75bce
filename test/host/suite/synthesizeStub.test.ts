import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { eventually } from '../eventually.ts';
import { proposedChange } from '../proposedChange.ts';

const folder = () => vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
const uriOf = (path: string) => vscode.Uri.joinPath(folder(), path);
const source = `/** Makes a name for a URL. */
export function slug(title: string): string {
  throw new Error('not implemented');
}

export function untested(title: string): string {
  throw new Error('not implemented');
}
`;
const tests = `import { expect, test } from 'vitest';
import { slug } from './slug.ts';
test('slug', () => {
  expect(slug('Hello World')).toBe('hello-world');
  expect(slug('Wide Open Space')).toBe('wide-open-space');
});
`;

const review = (value: string | undefined) =>
  vscode.workspace.getConfiguration('toolwright').update('synthesis.review', value, vscode.ConfigurationTarget.Global);

/** Presses the first button of the message, which comes when it comes. */
async function runItsTests(): Promise<void> {
  const started = new Promise<void>((done) => {
    const listener = vscode.tasks.onDidStartTask(() => {
      listener.dispose();
      done();
    });
  });
  const pressing = setInterval(() => void vscode.commands.executeCommand('notification.acceptPrimaryAction'), 300);
  await started;
  clearInterval(pressing);
}

describe('functions that are not written yet', function () {
  this.timeout(120_000);

  before(async () => {
    await vscode.extensions.getExtension('toolwright.toolwright')?.activate();
    await vscode.workspace.fs.writeFile(uriOf('stubs/slug.ts'), Buffer.from(source));
    await vscode.workspace.fs.writeFile(uriOf('stubs/slug.test.ts'), Buffer.from(tests));
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(uriOf('stubs'), { recursive: true });
  });

  it('are shown before they are written where the user wants that: then one edit that can be undone', async () => {
    const document = await vscode.workspace.openTextDocument(uriOf('stubs/slug.ts'));
    const editor = await vscode.window.showTextDocument(document);
    // Text that is not saved moves with it.
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// A shop needs names.\n'));
    editor.selection = new vscode.Selection(3, 4, 3, 4);
    await review('always');
    // As a lens names it, and at the cursor.
    for (const [answer, argument] of [
      ['discard', { id: 'stubs/slug.ts#slug' }],
      ['apply', undefined],
    ] as const) {
      const writing = vscode.commands.executeCommand('toolwright.synthesizeStub', argument);
      await eventually(proposedChange, 'a proposal', 60_000);
      assert.match(document.getText(), /^\/\/ A shop needs names\.\n.*\n.*\n {2}throw new Error/);
      await vscode.commands.executeCommand(`toolwright.edits.${answer}`);
      await writing;
    }
    await review(undefined);
    const written = document.getText();
    assert.match(
      written,
      /^\/\/ A shop needs names\.\n.*\nexport function slug\(title: string\): string \{\n {2}(?!throw)/,
    );
    assert.match(written, /function untested.*\n {2}throw new Error\('not implemented'\)/);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), `// A shop needs names.\n${source}`);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('are written at once where all evidence speaks for them: their tests pass, and one Undo takes them back', async () => {
    const files = {
      'stubs/package.json': '{ "type": "module", "scripts": { "test": "node --test" } }\n',
      'stubs/shout.js':
        "/** @param {string} text @returns {string} */\nexport function shout(text) {\n  throw new Error('not implemented');\n}\n",
      'stubs/shout.test.js': `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shout } from './shout.js';
test('shout', () => {
  assert.equal(shout('ada l'), 'ADA L!');
  assert.equal(shout('b'), 'B!');
  assert.equal(shout('Bo Ba'), 'BO BA!');
});
`,
    };
    for (const [path, text] of Object.entries(files))
      await vscode.workspace.fs.writeFile(uriOf(path), Buffer.from(text));
    await vscode.commands.executeCommand('notifications.clearAll');
    await vscode.commands.executeCommand('toolwright.synthesizeStub', { id: 'stubs/shout.js#shout' });
    const document = await vscode.workspace.openTextDocument(uriOf('stubs/shout.js'));
    assert.match(document.getText(), /return .*toUpperCase\(\)/);
    assert.equal(document.isDirty, false);

    const { promise: ended, resolve } = Promise.withResolvers<number | undefined>();
    const listener = vscode.tasks.onDidEndTaskProcess(({ exitCode }) => resolve(exitCode));
    await runItsTests();
    assert.equal(await ended, 0);
    listener.dispose();

    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), files['stubs/shout.js']);
    await document.save();
  });

  it('are methods as well; and a function that failed tests find wrong is written anew, by its lens', async () => {
    const failed = { status: 'failed', ancestorTitles: [], title: 'upper', failureMessages: ['AssertionError: no'] };
    const results = { testResults: [{ name: '/ci/stubs/texts.test.ts', assertionResults: [failed] }] };
    const written = {
      'stubs/texts.ts': `export class Texts {
  shout(text: string): string {
    throw new Error('not implemented');
  }
}

export const upper = (text: string): string => text;
`,
      'stubs/texts.test.ts': `import { Texts, upper } from './texts.ts';
test('shout', () => { expect(new Texts().shout('ada l')).toBe('ADA L!'); expect(new Texts().shout('b')).toBe('B!'); });
test('upper', () => { expect(upper('ada')).toBe('ADA'); expect(upper('bo b')).toBe('BO B'); });
`,
      'test-results/stubs.json': JSON.stringify(results),
    };
    for (const [path, text] of Object.entries(written)) {
      await vscode.workspace.fs.writeFile(uriOf(path), Buffer.from(text));
    }
    await vscode.commands.executeCommand('toolwright.gaps.refresh');
    const document = await vscode.workspace.openTextDocument(uriOf('stubs/texts.ts'));
    const lenses = () =>
      vscode.commands
        .executeCommand<readonly vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri)
        .then((all) =>
          all.flatMap(({ command }) => (command?.command === 'toolwright.synthesizeStub' ? [command] : [])),
        );
    const found = await eventually(async () => {
      const own = await lenses();
      return own.length === 2 ? own : undefined;
    }, 'two lenses');
    assert.deepEqual(
      found.map(({ title }) => title),
      ['Synthesize from 2 examples in texts.test.ts', 'Tests find it wrong: rewrite from 2 examples in texts.test.ts'],
    );
    for (const lens of found.toReversed()) {
      await vscode.commands.executeCommand(lens.command, ...(lens.arguments ?? []));
    }
    assert.doesNotMatch(document.getText(), /not implemented|=> text;/);
    assert.match(document.getText(), /toUpperCase\(\)/);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.workspace.fs.delete(uriOf('test-results/stubs.json'));
  });
});
