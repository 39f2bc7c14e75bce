import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { ScriptedModels } from '../provider/provider.ts';

/** What the scripted model writes. */
const lastFirst = `export function run({ text }: { readonly text: string }): string {
  const words = text.split(' ');
  const last = words.pop() ?? '';
  return [last, ...words].join(' ');
}`;

const capabilities = () =>
  vscode.Uri.joinPath(vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/'), '.toolwright/capabilities');
const names = async () => (await vscode.workspace.fs.readDirectory(capabilities())).map(([name]) => name);
const settings = () => vscode.workspace.getConfiguration('toolwright');
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

async function set(name: string, value: unknown): Promise<void> {
  await settings().update(name, value, vscode.ConfigurationTarget.Global);
  while (settings().inspect(name)?.globalValue !== value) await pause(20);
}

/** As often as the threshold says, for one user. */
async function askInVain(request: string, input: unknown): Promise<void> {
  await vscode.commands.executeCommand('notifications.clearAll');
  for (let time = 0; time < 3; time++) {
    await vscode.lm.invokeTool('toolwright_ask', { input: { request, input }, toolInvocationToken: undefined });
  }
}

/** Takes the first choice of whatever is shown, notifications and lists, until there is a further capability. */
async function goAlong(before: readonly string[]): Promise<string> {
  for (const end = Date.now() + 60_000; Date.now() < end; ) {
    for (const command of ['notification.acceptPrimaryAction', 'workbench.action.acceptSelectedQuickOpenItem']) {
      await vscode.commands.executeCommand(command);
      await pause(300);
    }
    const added = (await names()).find((name) => !before.includes(name));
    if (added !== undefined) return added;
  }
  throw new Error('nothing was offered');
}

async function programOf(name: string): Promise<string> {
  return Buffer.from(
    await vscode.workspace.fs.readFile(vscode.Uri.joinPath(capabilities(), name, 'index.ts')),
  ).toString();
}

describe('what is asked for in vain again and again', function () {
  this.timeout(120_000);
  let old: readonly string[] = [];

  before(async () => {
    await vscode.extensions.getExtension('toolwright.toolwright')?.activate();
    old = await names();
  });
  afterEach(async () => {
    await set('generation.automatically', undefined);
    await set('languageModel.enabled', undefined);
    await vscode.commands.executeCommand('notifications.clearAll');
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const name of (await names()).filter((one) => !old.includes(one))) {
      await vscode.workspace.fs.delete(vscode.Uri.joinPath(capabilities(), name), { recursive: true });
    }
  });

  it('is offered at the threshold, and its button leads to a capability', async () => {
    await askInVain('convert yaml to json', 'a: 1');
    const made = await goAlong(old);
    assert.match(await programOf(made), /json/i);
  });

  it('is generated without being asked for where the user wants that; what was found is reviewed and kept', async () => {
    const models = await vscode.extensions
      .getExtension<ScriptedModels>('toolwright.toolwright-host-tests-models')
      ?.activate();
    assert.ok(models);
    await set('languageModel.enabled', true);
    await set('generation.automatically', true);
    models.script({ pieces: ['```ts\n', lastFirst, '\n```'] });
    const known = await names();
    await askInVain('put the last word of a saying first', { text: 'one two three' });
    // The model has its question before anybody has pressed anything.
    while (models.asked.length === 0) await pause(100);
    const made = await goAlong(known);
    assert.match(await programOf(made), /words\.pop\(\)/);
  });
});
