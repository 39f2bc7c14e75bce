import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { useEditor } from './editor.ts';

const editor = useEditor({
  workspace: (folder) => {
    mkdirSync(folder);
    const write = (path: string, text: string) => writeFileSync(join(folder, path), text);
    write('package.json', '{ "name": "texts", "scripts": { "test": "node --test" } }\n');
    write(
      'slug.ts',
      "/** Makes a slug of a title. */\nexport function slug(title: string): string {\n  throw new Error('not implemented');\n}\n",
    );
    write(
      'slug.test.ts',
      "import { slug } from './slug';\n\ntest.each([\n  ['Hello World', 'hello-world'],\n  ['A b', 'a-b'],\n  ['Wide Open Space', 'wide-open-space'],\n])('%s', (title, expected) => {\n  expect(slug(title)).toBe(expected);\n});\n",
    );
    write('shout.ts', 'export function shout(text: string): string {\n  // TODO\n}\n');
  },
});

test('what is missing is found when the view is opened, with the examples of tests; a click opens their place', async () => {
  const { workbench } = editor();
  await workbench.openView('Toolwright');
  for (const other of ['Graph', 'Capabilities']) await workbench.setOpen(other, false);
  await workbench.setOpen('Gaps', true);
  const gaps = workbench.tree('Gaps');
  await gaps.row('slug(title)').waitFor({ timeout: 30_000 });
  await gaps.expand('slug(title)');
  await expect
    .poll(() => gaps.texts())
    .toEqual([
      expect.stringMatching(/^slug\(title\)\s*slug\.ts · 3 examples/),
      expect.stringMatching(/^"Hello World" → "hello-world"\s*slug\.test\.ts:8/),
      expect.stringMatching(/^"A b" → "a-b"/),
      expect.stringMatching(/^"Wide Open Space" →/),
      expect.stringMatching(/^shout\(text\)\s*shout\.ts · no example/),
    ]);
  await workbench.pictures('gaps');
  await gaps.row('"A b"').click();
  await workbench.page.locator('.tab[aria-label*="slug.test.ts"]').waitFor();
});

test('a gap is ignored with a reason, and stands apart from then on', async () => {
  const { workbench } = editor();
  const gaps = workbench.tree('Gaps');
  await gaps.row('shout(text)').hover();
  await gaps.row('shout(text)').locator('[aria-label^="Ignore Gap"]').click();
  await workbench.page.locator('.quick-input-widget').filter({ hasText: 'Why is nothing to be done' }).waitFor();
  await workbench.quickInput.fill('it comes with the next release');
  await workbench.page.keyboard.press('Enter');
  await expect.poll(() => gaps.texts()).toContainEqual(expect.stringMatching(/^Ignored\s*1/));
  await workbench.picture('gaps-ignored-dark');
});

test('one click on the lens above it makes its tests pass, and one takes it back', async () => {
  const { workbench, folder } = editor();
  const file = join(folder, 'slug.ts');
  const former = readFileSync(file, 'utf8');
  await workbench.openFile('slug.ts');
  const lens = workbench.page.locator('.codelens-decoration a', {
    hasText: 'Synthesize from 3 examples in slug.test.ts',
  });
  await lens.waitFor();
  await workbench.picture('gaps-lens-dark');
  await lens.click();
  // The first time, the sandbox and TypeScript have to start.
  await expect.poll(() => readFileSync(file, 'utf8'), { timeout: 60_000 }).not.toContain('not implemented');
  await workbench.notification('slug is written: it fits 3 examples');
  await workbench.pictures('gaps-lens-written');
  const press = async (button: string) =>
    (await workbench.notification('slug is written')).locator('.monaco-button', { hasText: button }).click();
  await press('Show Diff');
  await workbench.page.locator('.tab', { hasText: 'slug.ts: before and now' }).waitFor();
  await workbench.picture('gaps-lens-diff-dark');
  await press('Undo');
  await expect.poll(() => readFileSync(file, 'utf8')).toBe(former);
});

test('what an app could not do is generated from an example, looked at and kept; its report is a click away', async () => {
  const { workbench, folder } = editor();
  const line = {
    at: '2026-11-20T10:00:00Z',
    request: 'convert yaml to json',
    outcome: 'missing_handler',
    input: { text: 'a: 1' },
  };
  mkdirSync(join(folder, '.toolwright'), { recursive: true });
  writeFileSync(join(folder, '.toolwright', 'outcomes.jsonl'), `${JSON.stringify(line)}\n`);
  const gap = workbench.tree('Gaps').row(line.request);
  await gap.hover();
  await gap.locator('[aria-label^="Generate Capability"]').click();
  const question = workbench.page.locator('.quick-input-widget').filter({ hasText: 'What should become of “a: 1”?' });
  await question.waitFor();
  await workbench.picture('gaps-generate-example-dark');
  await workbench.page.keyboard.press('Enter');
  await workbench.quickPick.filter({ hasText: 'Keep…' }).waitFor({ timeout: 30_000 });
  await workbench.pictures('gaps-generated');
  await workbench.pick('Keep…');
  await workbench.page.locator('.quick-input-widget').filter({ hasText: 'Its name: small letters' }).waitFor();
  const name = await workbench.quickInput.inputValue();
  await workbench.page.keyboard.press('Enter');
  await expect.poll(() => existsSync(join(folder, '.toolwright', 'capabilities', name, 'package.json'))).toBe(true);
  const kept = await workbench.notification(`${name} is kept`);
  await workbench.picture('gaps-kept-dark');
  await kept.locator('.monaco-button', { hasText: 'Open Report' }).click();
  await workbench.webview.locator('h1').first().waitFor();
  await workbench.pictures('gaps-kept-report');
});
