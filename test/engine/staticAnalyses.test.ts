import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { silentLogger } from '#base';
import { createCapabilitySession } from '#engine/local';

test('a content is analysed without being verified, and says which content it was', async () => {
  const root = mkdtempSync(join(tmpdir(), 'toolwright-analyses-'));
  const session = await createCapabilitySession({ root, runner: 'isolate', logger: silentLogger });
  try {
    const created = await session.create({
      name: 'shout',
      description: 'Shouts.',
      manifest: {
        ...{ title: 'Shout', intents: ['shout {text}'], permissions: {}, provenance: { generator: 'hand' } },
        input: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] },
        output: { type: 'string' },
      },
      source: 'export function run({ text }: { text: string }): string {\n  return text.toUpperCase();\n}\n',
      examples: [{ name: 'one', input: { text: 'a' }, output: 'A' }],
    });
    const clean = await session.analyse('shout');
    expect(clean).toMatchObject({ hash: created.capability?.hash, safety: { findings: [] }, types: [] });

    const source = "import 'node:fs';\nexport const run = (text: number): string => text;\n";
    writeFileSync(join(root, created.folder, 'index.ts'), source);
    await session.change();
    const changed = await session.analyse('shout');
    expect(changed.hash).not.toBe(clean.hash);
    expect(changed.safety.findings.map(({ rule }) => rule)).toContain('forbidden-import');
    expect(changed.types.length).toBeGreaterThan(0);
    // Nothing was verified by it.
    expect(await session.list()).toMatchObject([{ name: 'shout', standing: 'unverified' }]);
    expect((await session.list())[0]).not.toHaveProperty('report');
    expect(await session.history('shout')).toEqual([]);
  } finally {
    await session.dispose();
    rmSync(root, { recursive: true, force: true });
  }
});
