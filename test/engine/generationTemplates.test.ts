import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLogger } from '#base';
import { openGenerationSession } from '#engine';
import { createCapabilitySession, createDiscoverySession } from '#engine/local';
import type { CapabilityRequest, CapabilitySession, DiscoverySession, Gap, GenerationSession } from '#protocol';

const asking = (text: string, selection: string): CapabilityRequest => ({
  text,
  input: { selection, file: selection },
  user: { id: 'ada' },
  origin: 'editor',
});
const plants = 'name,kind\nFern,tall\nMoss,low\n';

let root: string;
let capabilities: CapabilitySession;
let discovery: DiscoverySession;
let generation: GenerationSession;
beforeAll(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'toolwright-templates-')));
  const settings = { root, runner: 'wasm' as const, logger: silentLogger };
  capabilities = await createCapabilitySession(settings);
  discovery = await createDiscoverySession({ root, logger: silentLogger });
  generation = openGenerationSession(settings);
});
afterAll(async () => {
  await Promise.all([capabilities.dispose(), discovery.dispose(), generation.dispose()]);
  rmSync(root, { recursive: true, force: true });
});

async function gapOf(text: string): Promise<Gap> {
  expect((await capabilities.ask(asking(text, plants))).kind).toMatch(/missing_handler|low_confidence/);
  const { value } = await discovery.gaps();
  return value.find(({ requests }) => requests.some((one) => one.text === text)) as Gap;
}

test('a request that a template serves needs no example; what is kept serves it', async () => {
  const text = 'convert the selection from CSV to YAML';
  const made = await generation.generate(await gapOf(text), {});
  expect(made.best).toMatchObject({ generator: 'template', standing: 'admitted' });
  expect(made.best?.draft.manifest.provenance.source).toContain('convert-data (from: csv, to: yaml)');
  await generation.keep(made.best?.id ?? 0, { person: 'ada' });
  const outcome = await capabilities.ask(asking(text, plants));
  expect(outcome).toMatchObject({
    kind: 'served',
    result: { status: 'ok', value: '- name: Fern\n  kind: tall\n- name: Moss\n  kind: low\n' },
  });
});

test('a template of the workspace is used, and one that is broken does not stop it', async () => {
  const write = (path: string, content: unknown) => {
    mkdirSync(join(root, '.toolwright/templates', path, '..'), { recursive: true });
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    writeFileSync(join(root, '.toolwright/templates', path), text);
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
  const made = await generation.generate(await gapOf('shout the selection with "?!"'), {});
  expect(made.best).toMatchObject({ generator: 'template', standing: 'admitted' });
  expect(made.best?.draft.source).toContain("const sign = '?!';");
});
