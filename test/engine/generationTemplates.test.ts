import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { asking, useGeneration } from './generation.ts';

const plants = 'name,kind\nFern,tall\nMoss,low\n';

const workspace = useGeneration();
const gapOf = (text: string) => workspace().gapOf(text, plants);

test('a request that a template serves needs no example; what is kept serves it', async () => {
  const text = 'convert the selection from CSV to YAML';
  const made = await workspace().generation.generate(await gapOf(text), {});
  expect(made.best).toMatchObject({ generator: 'template', standing: 'admitted' });
  expect(made.best?.draft.manifest.provenance.source).toContain('convert-data (from: csv, to: yaml)');
  await workspace().generation.keep(made.best?.id ?? 0, { person: 'ada' });
  const outcome = await workspace().capabilities.ask(asking(text, plants));
  expect(outcome).toMatchObject({
    kind: 'served',
    result: { status: 'ok', value: '- name: Fern\n  kind: tall\n- name: Moss\n  kind: low\n' },
  });
});

test('a template of the workspace is used, and one that is broken does not stop it', async () => {
  const write = (path: string, content: unknown) => {
    mkdirSync(join(workspace().root, '.toolwright/templates', path, '..'), { recursive: true });
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    writeFileSync(join(workspace().root, '.toolwright/templates', path), text);
  };
  write('broken/template.json', '{');
  write('shout/template.json', {
    title: 'Shout with {sign}',
    description: 'Writes a text in capitals with signs behind it.',
    intents: ['shout {text} with {sign}'],
    input: {
      type: 'object',
      properties: { text: { type: 'string' } },
      required: ['text'],
      additionalProperties: false,
    },
    output: { type: 'string' },
    parameters: { sign: { description: 'The sign.', schema: { type: 'string' }, find: ['quoted'] } },
  });
  write(
    'shout/index.ts',
    "const sign = '!';\n\nexport function run({ text }: { readonly text: string }): string {\n  return text.trim().toUpperCase() + sign;\n}\n",
  );
  write('shout/examples.json', [{ name: 'a word', with: { sign: '?!' }, input: { text: 'so ' }, output: 'SO?!' }]);
  const made = await workspace().generation.generate(await gapOf('shout the selection with "?!"'), {});
  expect(made.best).toMatchObject({ generator: 'template', standing: 'admitted' });
  expect(made.best?.draft.source).toContain("const sign = '?!';");
});
