import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { eventually } from '../eventually.ts';

const uriOf = (path: string) =>
  vscode.Uri.joinPath(vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/'), path);

/** What the flag file says of the rollout: its state and stage. */
async function flag(): Promise<string> {
  const { flags } = JSON.parse(
    Buffer.from(await vscode.workspace.fs.readFile(uriOf('.toolwright/rollouts.json'))).toString(),
  );
  const { status, stage, reason } = flags['iso-dates'].metadata;
  return `${status} ${stage}: ${reason}`;
}

/** Runs a command as another extension does, which gives the reason itself. */
const command = (id: string, reason: string, more: object = {}) =>
  vscode.commands.executeCommand(`toolwright.rollouts.${id}`, { name: 'iso-dates', reason, ...more });

describe('rollouts in the editor', function () {
  this.timeout(120_000);

  before(async () => {
    await vscode.extensions.getExtension('toolwright.toolwright')?.activate();
    await vscode.commands.executeCommand('toolwright.capabilities.verify', { name: 'iso-dates', level: 'STANDARD' });
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    // From then on requests are served from the folder again.
    for (const path of ['.toolwright/rollouts.json', '.toolwright/versions']) {
      await vscode.workspace.fs.delete(uriOf(path), { recursive: true });
    }
  });

  it('are steered by commands, each with a reason; what cannot be done now changes nothing', async () => {
    await command('start', 'dates with month names', { strategy: 'percentage' });
    assert.equal(await flag(), 'running canary: dates with month names');
    await command('resume', 'it is running already');
    assert.equal(await flag(), 'running canary: dates with month names');
    await command('pause', 'lunch');
    assert.equal(await flag(), 'paused canary: lunch');
    await command('resume', 'back again');
    assert.equal(await flag(), 'running canary: back again');
    await command('advance', 'whatever the policy says');
    assert.equal(await flag(), 'running beta: whatever the policy says');
    await vscode.commands.executeCommand('toolwright.rollouts.stopAll', { reason: 'an emergency' });
    assert.equal(await flag(), 'rolled-back beta: an emergency');
  });

  it('reach the groups that the person at the keyboard belongs to by the setting, and agents with them', async () => {
    const policy = uriOf('.toolwright/rollout-policy.json');
    const stages = [{ name: 'insiders', percent: 0, groups: ['insiders'], minutes: 60, requests: 100 }];
    await vscode.workspace.fs.writeFile(policy, Buffer.from(JSON.stringify({ stages })));
    const settings = vscode.workspace.getConfiguration('toolwright');
    const belongTo = (groups: readonly string[] | undefined) =>
      settings.update('user.groups', groups, vscode.ConfigurationTarget.Global);
    const run = async () => {
      const input = { name: 'iso-dates', input: { selection: '24.12.2026' } };
      const { content } = await vscode.lm.invokeTool('toolwright_run_capability', {
        input,
        toolInvocationToken: undefined,
      });
      return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
    };
    try {
      await command('start', 'insiders first', { strategy: 'groups' });
      assert.equal(await flag(), 'running insiders: insiders first');
      assert.match(await run(), /^Not done/);
      await belongTo(['insiders']);
      assert.equal(await run(), '2026-12-24');
    } finally {
      await belongTo(undefined);
      await vscode.workspace.fs.delete(policy);
      await vscode.commands.executeCommand('toolwright.rollouts.stopAll', { reason: 'the end of a test' });
    }
  });

  it('are shown in a dashboard of which there is one', async () => {
    const tabs = () =>
      vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter(({ label }) => label === 'Rollouts');
    for (let time = 0; time < 2; time++) await vscode.commands.executeCommand('toolwright.rollouts.show');
    await eventually(() => (tabs().length === 1 ? true : undefined), 'a dashboard');
  });

  it('have a policy that is written once it is saved', async () => {
    await vscode.commands.executeCommand('toolwright.rollouts.openPolicy');
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document?.isUntitled);
    assert.match(document.uri.path, /\.toolwright\/rollout-policy\.json$/);
    assert.deepEqual(JSON.parse(document.getText()), { strategy: 'percentage' });
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});
