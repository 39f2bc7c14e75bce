import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { exportFormats } from '#protocol';

// The command line is in the VSIX, too. What bundling can break shows here: packages that look for their own files and
// for each other while they run.
describe('the command line that the VSIX brought', () => {
  const extension = vscode.extensions.getExtension('toolwright.toolwright');
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const cache = join(folder, '..', 'command-line-cache');

  /** What it prints; rejects when it exits with a code that is not 0. */
  async function toolwright(...args: string[]): Promise<string> {
    const cli = join(extension?.extensionPath ?? '', 'dist', 'cli.js');
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [cli, ...args, '--cache-folder', cache], {
      cwd: folder,
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
    assert.equal(stderr, '', 'there is nothing to complain about');
    return stdout;
  }

  for (const format of exportFormats) {
    it(`writes the graph as ${format}`, async () => {
      const text = await toolwright('graph', '--format', format);
      assert.ok(text.length > 100, `only ${text.length} characters`);
    });
  }

  it('keeps a cache', async () => {
    await toolwright('graph');
    assert.match(await toolwright('graph'), /files from the cache/);
  });

  it('finds the edit that makes an import type-only, with the TypeScript that it brings', async () => {
    assert.match(await toolwright('advice', '--json'), /Make the import of .\/order type-only/);
  });

  it('asks dependency-cruiser for its own word on the rules', async () => {
    await assert.rejects(toolwright('rules', '--oracle'), ({ code, stdout }) => {
      assert.equal(code, 1);
      assert.match(stdout, /catalog-stands-alone/);
      return true;
    });
  });
});
