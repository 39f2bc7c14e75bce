import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';

const extension = vscode.extensions.getExtension('toolwright.toolwright');

describe('the installed extension', () => {
  it('is there, as the VSIX brought it', () => {
    assert.ok(extension, 'VS Code knows no toolwright.toolwright');
    assert.match(extension.extensionPath, /[\\/]extensions[\\/]toolwright\.toolwright-/);
    assert.equal(existsSync(`${extension.extensionPath}/src`), false, 'the VSIX must not hold the source');
  });

  it('activates', async () => {
    await extension?.activate();
    assert.equal(extension?.isActive, true);
  });

  it('registers every command that it contributes, and contributes every command that it registers', async () => {
    const contributed: string[] = extension?.packageJSON.contributes.commands.map(
      (c: { command: string }) => c.command,
    );
    const registered = (await vscode.commands.getCommands(true)).filter((id) => id.startsWith('toolwright.'));
    // VS Code itself registers commands for each view and container, under the same prefix.
    const ofViews = /\.(focus|open|resetViewLocation|removeView|toggleVisibility)$/;
    assert.deepEqual(registered.filter((id) => !ofViews.test(id)).sort(), contributed.sort());
  });
});
