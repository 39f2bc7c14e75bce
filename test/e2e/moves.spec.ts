import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { rotateAndCountNotes } from '../support/rotateNotes.ts';
import { useEditor } from './editor.ts';

const editor = useEditor({
  workspace(folder) {
    for (const [path, text] of Object.entries(rotateAndCountNotes)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  },
});

test('moves are listed before they are made, and a task waits for a person who agrees to it by its name', async () => {
  const { workbench, folder } = editor();
  const rows = () => workbench.tree('Capabilities').texts();
  await workbench.openView('Toolwright');
  await workbench.setOpen('Graph', false);
  await expect.poll(rows, { timeout: 30_000 }).toContainEqual(expect.stringMatching(/^rotate-and-count/));
  await workbench.runCommand('Toolwright: Verify All Capabilities');
  await workbench.pick('STANDARD');
  await expect.poll(rows, { timeout: 30_000 }).toContainEqual(expect.stringMatching(/^Waiting for Approval\s*1$/));
  await workbench.runCommand('Toolwright: Approve Capability…');
  await workbench.pick('rotate-and-count');
  for (const [asked, said] of [
    [/Who approves it/, 'Ada'],
    [/A person has to approve it/, 'It counts.'],
  ] as const) {
    await workbench.page.locator('.quick-input-widget').filter({ hasText: asked }).waitFor();
    await workbench.quickInput.fill(said);
    await workbench.page.keyboard.press('Enter');
  }
  await expect.poll(rows, { timeout: 30_000 }).toContainEqual(expect.stringMatching(/^Admitted\s*1$/));

  await workbench.runCommand('Toolwright: Ask…');
  await workbench.pick('rotate and count the notes');
  await workbench.editorAction('Apply Change').waitFor();
  await workbench.page.getByText('notes/yesterday.md → notes/older.md').waitFor();
  await workbench.page.getByText('There is no such file yet.').waitFor();
  const paths = workbench.page.locator('.multiDiffEntry .file-path');
  await expect
    .poll(async () => (await paths.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, '')))
    .toEqual(['Whatistobedone', 'today.mdnotes']);
  await workbench.pictures('moves-preview');
  await workbench.editorAction('Apply Change').click();
  await workbench.dialog.filter({ hasText: 'asks you to run the task “count notes”' }).waitFor();
  await workbench.picture('moves-task-dark');
  expect(readdirSync(join(folder, 'notes')).sort()).toEqual(['older.md', 'today.md', 'yesterday.md']);
  expect(readFileSync(join(folder, 'notes', 'older.md'), 'utf8')).toBe('dig\n');
  await workbench.answerDialog('Run Task');
  // The task ends at once, before VS Code has said which execution it is.
  await workbench.page.getByText('The task “count notes” has ended with exit code 3.').first().waitFor();
});
