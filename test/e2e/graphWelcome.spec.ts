import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type EditorOptions, openEditor } from './editor.ts';

/** An editor until the test is over, and the picture of a failed one is kept. */
async function editorWith(options: EditorOptions) {
  const editor = await openEditor(options);
  onTestFinished(() => editor[Symbol.asyncDispose]());
  return editor;
}

test('a folder without TypeScript or JavaScript says so', async () => {
  const workspace = (folder: string) => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'notes.txt'), 'nothing to see');
  };
  const editor = await editorWith({ workspace });
  await editor.workbench.openView('Toolwright');
  const { welcome } = editor.workbench.tree('Graph');
  await expect.poll(() => welcome.textContent(), { timeout: 30_000 }).toContain('no TypeScript or JavaScript');
  await editor.workbench.picture('graph-welcome-no-project');
  expect(await editor.workbench.statusBarItem(/files/).count()).toBe(0);
});

test('in restricted mode the graph works but for rules in JavaScript, and no capability is read, until the workspace is trusted', async () => {
  const editor = await editorWith({ askForTrust: true });
  const { workbench } = editor;
  await workbench.openView('Toolwright');
  await expect
    .poll(() => workbench.tree('Graph').texts(), { timeout: 30_000 })
    .toContainEqual(expect.stringMatching(/^Packages and Folders/));
  await workbench.page.getByText('Restricted mode: rule files written in JavaScript are not executed.').waitFor();
  await workbench.tree('Graph').expand(/^Rule Violations/);
  await workbench
    .tree('Graph')
    .row(/^The rules file is a program/)
    .waitFor();
  // Of capabilities nothing is read.
  await workbench
    .tree('Capabilities')
    .welcome.filter({ hasText: 'None of it is read or run until you trust' })
    .waitFor();
  await workbench.picture('restricted');

  await workbench.runCommand('Workspaces: Manage Workspace Trust');
  const trust = workbench.page.locator('.workspace-trust-editor .monaco-button', { hasText: /^Trust$/ }).first();
  await trust.waitFor();
  // The page may be there before it listens.
  await expect
    .poll(async () => {
      if (await trust.isVisible()) await trust.click({ timeout: 2000 }).catch(() => {});
      return trust.isVisible();
    })
    .toBe(false);
  await workbench
    .tree('Graph')
    .row(/^Rules\s*\.dependency-cruiser\.mjs/)
    .waitFor({ timeout: 30_000 });
  await workbench
    .tree('Capabilities')
    .row(/^Unverified/)
    .waitFor({ timeout: 30_000 });
});
