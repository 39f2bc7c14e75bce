import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { useEditor } from './editor.ts';

const names = ['Ada Lovelace', 'Alan Turing', 'Grace Brewster Hopper', 'Barbara Liskov', 'Donald Knuth'];

const editor = useEditor({
  workspace: async (folder) => {
    const { copySampleWorkspace } = await import('../../scripts/editor/sampleWorkspace.ts');
    await copySampleWorkspace(folder);
    writeFileSync(join(folder, 'names.txt'), `${names.join('\n')}\n`);
  },
});

/** What stands beside the lines without being in the document: it is drawn by styles. */
function previews(): Promise<string[]> {
  return editor().workbench.page.evaluate(`
    [...document.querySelectorAll('.editor-instance .view-line span')].flatMap((span) => {
      const { content } = getComputedStyle(span, '::after');
      return content.startsWith('"') ? [JSON.parse(content)] : [];
    })`);
}

/** Opens the names, selects them all, and starts the lesson. */
async function teach(): Promise<void> {
  const { workbench } = editor();
  await workbench.openFile('names.txt');
  await workbench.page.keyboard.press('ControlOrMeta+A');
  await workbench.runCommand('Toolwright: Teach by Example');
  await workbench.page
    .locator('.quick-input-widget')
    .filter({ hasText: 'What should “Ada Lovelace” become?' })
    .waitFor();
}

test('what all others become is seen while one result is typed; Escape leaves everything as it is', async () => {
  const { workbench, folder } = editor();
  await teach();
  const others = expect.arrayContaining(['→ Turing, Alan', '→ Liskov, Barbara', '→ Knuth, Donald']);
  // The first search of a thread may find nothing in its time where the machine is busy: whoever types on begins another one.
  const areSeen = async () => {
    await workbench.quickInput.fill('');
    await workbench.quickInput.fill('Lovelace, Ada');
    const seen = expect.poll(previews).toEqual(others);
    return seen.then(
      () => true,
      () => false,
    );
  };
  await expect.poll(areSeen, { timeout: 80_000 }).toBe(true);
  await workbench.pictures('teach-typing');
  await workbench.page.keyboard.press('Escape');
  await expect.poll(previews).toEqual([]);
  expect(readFileSync(join(folder, 'names.txt'), 'utf8')).toBe(`${names.join('\n')}\n`);
});

test('a result is corrected in the list, and all are applied', async () => {
  const { workbench, folder } = editor();
  const text = await workbench.openFile('names.txt');
  await teach();
  await workbench.quickInput.fill('Lovelace, Ada');
  await workbench.page.keyboard.press('Enter');
  await workbench.quickPick.filter({ hasText: 'Apply to 5 lines' }).waitFor();
  await workbench.quickPick.filter({ hasText: 'Grace Brewster Hopper' }).last().click();
  await workbench.page
    .locator('.quick-input-widget')
    .filter({ hasText: 'What should “Grace Brewster Hopper” become?' })
    .waitFor();
  await workbench.quickInput.fill('Hopper, Grace');
  await workbench.page.keyboard.press('Enter');
  await workbench.quickPick.filter({ hasText: 'Apply to 5 lines' }).waitFor();
  await workbench.pictures('teach-review');
  await workbench.pick('Apply to 5 lines');
  await text.line('Turing, Alan').waitFor();
  await workbench.picture('teach-applied-dark');
  // Whoever has not chosen to keep it is offered that once more; the next test does it.
  const applied = await workbench.notification(/Changed \d lines. Undo takes it back./);
  await applied.locator('.monaco-button', { hasText: 'Keep as Capability…' }).click();
  await workbench.page.locator('.quick-input-widget').filter({ hasText: 'What will you ask for it with?' }).waitFor();
  await workbench.page.keyboard.press('Escape');
  await workbench.page.keyboard.press('ControlOrMeta+S');
  await expect
    .poll(() => readFileSync(join(folder, 'names.txt'), 'utf8'))
    .toBe('Lovelace, Ada\nTuring, Alan\nHopper, Grace\nLiskov, Barbara\nKnuth, Donald\n');
});

test('what was learned is kept under a name, and verified at once', async () => {
  const { workbench, folder } = editor();
  await workbench.openFile('names.txt');
  await workbench.page.keyboard.press('ControlOrMeta+A');
  await workbench.runCommand('Toolwright: Teach by Example');
  const answer = async (question: string, text: string) => {
    await workbench.page.locator('.quick-input-widget').filter({ hasText: question }).waitFor();
    await workbench.quickInput.fill(text);
    await workbench.page.keyboard.press('Enter');
  };
  await answer('What should “Lovelace, Ada” become?', 'Ada Lovelace');
  await workbench.quickPick.filter({ hasText: 'Apply to 5 lines' }).waitFor();
  await workbench.pick('Apply and Keep as Capability…');
  await answer('What will you ask for it with?', 'put first names first');
  await answer('Its name: small letters', 'first-names-first');
  const manifest = join(folder, '.toolwright/capabilities/first-names-first/package.json');
  await expect.poll(() => existsSync(manifest)).toBe(true);
  expect(readFileSync(manifest, 'utf8')).toContain('"put first names first"');
  await workbench.openView('Toolwright');
  await expect
    .poll(() => workbench.tree('Capabilities').texts(), { timeout: 60_000 })
    .toContainEqual(expect.stringMatching(/^first-names-first\s*STANDARD · risk \d/));
  await workbench.picture('teach-kept-dark');
});
