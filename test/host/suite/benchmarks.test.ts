import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { eventually } from '../eventually.ts';

const program = () =>
  vscode.Uri.joinPath(
    vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/'),
    '.toolwright/capabilities/iso-dates/index.ts',
  );

const labels = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).map(({ label }) => label);

describe('benchmarks in the editor', function () {
  this.timeout(120_000);

  before(() => vscode.extensions.getExtension('toolwright.toolwright')?.activate());
  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('measure a capability, show it in a panel, and leave its p95 above its code', async () => {
    await vscode.commands.executeCommand('toolwright.benchmarks.run', { name: 'iso-dates', seconds: 1 });
    assert.ok(labels().includes('iso-dates: Benchmark'), labels().join());
    await vscode.window.showTextDocument(program());
    const lens = await eventually(async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        program(),
        20,
      );
      return lenses.find(({ command }) => /^p95 [\d.]+ m?s$/.test(command?.title ?? ''));
    }, 'a lens');
    assert.deepEqual(lens.command?.arguments?.[0], { name: 'iso-dates' });
  });

  it('compare capabilities in the same panel', async () => {
    const names = ['iso-dates', 'sort-lines'];
    await vscode.commands.executeCommand('toolwright.benchmarks.compare', { names, seconds: 1 });
    assert.deepEqual(
      labels().filter((label) => /Benchmark$|^Comparison/.test(label)),
      ['Comparison of iso-dates, sort-lines'],
    );
  });
});
