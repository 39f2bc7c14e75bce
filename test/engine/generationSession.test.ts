import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Progress, silentLogger } from '#base';
import { openGenerationSession } from '#engine';
import { createCapabilitySession, createDiscoverySession } from '#engine/local';
import type { CapabilityRequest, CapabilitySession, DiscoverySession, Gap, GenerationSession } from '#protocol';

const asking = (text: string, selection: string): CapabilityRequest => ({
  text,
  input: { selection, file: selection },
  user: { id: 'ada' },
  origin: 'editor',
});
const names = 'Ada Lovelace\nGrace Hopper\nAlan Turing';
const examples = [
  { input: ['Ada Lovelace'], output: 'A. L.' },
  { input: ['Grace Hopper'], output: 'G. H.' },
];

let root: string;
let capabilities: CapabilitySession;
let discovery: DiscoverySession;
let generation: GenerationSession;
beforeAll(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'toolwright-generation-')));
  const settings = { root, runner: 'wasm' as const, logger: silentLogger };
  capabilities = await createCapabilitySession(settings);
  discovery = await createDiscoverySession({ root, logger: silentLogger });
  generation = openGenerationSession(settings);
});
afterAll(async () => {
  await Promise.all([capabilities.dispose(), discovery.dispose(), generation.dispose()]);
  rmSync(root, { recursive: true, force: true });
});

async function gapOf(text: string, selection = names): Promise<Gap> {
  expect(await capabilities.ask(asking(text, selection))).toMatchObject({ kind: 'missing_handler' });
  const { value } = await discovery.gaps();
  return value.find(({ requests }) => requests.some((one) => one.text === text)) as Gap;
}

describe('from a failed request', () => {
  let gap: Gap;
  test('a capability is generated, with the evidence that it may run, and nothing is written', async () => {
    gap = await gapOf('write the names as initials');
    const steps: string[] = [];
    const report = ({ step }: Progress) => void steps.push(step);
    const made = await generation.generate(gap, { examples, report });
    expect(made).toMatchObject({ gap: gap.id, ended: 'found', failures: [] });
    expect(made.attempts.at(-1)).toMatchObject({ generator: 'by-example' });
    expect(made.attempts.at(-1)?.rejected).toBeUndefined();
    expect(made.best).toMatchObject({ standing: 'admitted', satisfied: 2, examples: 2 });
    expect(made.best?.draft).toMatchObject({ name: 'write-the-names-as-initials', examples: { length: 3 } });
    expect(made.best?.report.checks.map(({ name }) => name)).toContain('examples');
    expect(steps).toContain('Trying by-example 1 (STANDARD: examples)');
    expect(existsSync(join(root, '.toolwright/capabilities'))).toBe(false);
  });

  test('the same gap gives the same capability', async () => {
    const [one, other] = [await generation.generate(gap, { examples }), await generation.generate(gap, { examples })];
    expect(one.best?.draft).toEqual(other.best?.draft);
    expect(one.best?.report.hash).toBe(other.best?.report.hash);
  });

  test('what is kept serves the next request, line by line', async () => {
    const made = await generation.generate(gap, { examples });
    expect(await generation.keep(made.best?.id ?? 0, { person: 'ada' })).toMatchObject({ standing: 'admitted' });
    const { value: left } = await discovery.gaps();
    expect(left.map(({ id }) => id)).not.toContain(gap.id);
    await expect(generation.keep(made.best?.id ?? 0, { person: 'ada' })).rejects.toMatchObject({
      code: 'generation-forgotten',
    });
    const outcome = await capabilities.ask(asking('write the names as initials', `${names}\r\n\r\nEdsger Dijkstra`));
    expect(outcome).toMatchObject({ kind: 'served', name: 'write-the-names-as-initials' });
    const value = outcome.result?.status === 'ok' ? outcome.result.value : undefined;
    expect(value).toBe('A. L.\nG. H.\nA. T.\r\n\r\nE. D.');
    expect(await capabilities.history('write-the-names-as-initials')).toMatchObject([{ asked: 'STANDARD' }]);
  });

  test('a name that is taken gets a number, and its requests go on to who serves them', async () => {
    const other = { ...gap, requests: [] };
    const made = await generation.generate(other, { examples: [{ input: ['a b'], output: 'b a' }] });
    expect(made.best?.draft.name).toBe('write-the-names-as-initials-2');
    expect(made.best?.draft.manifest.intents).not.toContain('write the names as initials');
    await generation.keep(made.best?.id ?? 0, { person: 'ada' });
    const outcome = await capabilities.ask(asking('write the names as initials', names));
    expect(outcome).toMatchObject({ kind: 'served', name: 'write-the-names-as-initials' });
  });
});

test('where nothing fits, the best is shown as what it is, with a word about each attempt', async () => {
  const gap = await gapOf('scramble words');
  const noise = (at: number) => ((at * 104_729 + 13) % 99_991).toString(36);
  const odd = Array.from({ length: 30 }, (_, at) => ({
    input: [`${noise(at)} ${noise(at + 500)}`],
    output: `${noise(at + 1000)}${noise(at + 2000)}`,
  }));
  const made = await generation.generate(gap, { examples: odd });
  expect(made.ended).toBe('exhausted');
  expect(made.best?.standing ?? 'rejected').toBe('rejected');
  for (const { rejected } of made.attempts) expect(rejected?.reasons.length).toBeGreaterThan(0);
});

test('contradictory examples are named before anything is tried', async () => {
  const gap = await gapOf('shorten words');
  const contradicting = [
    { input: ['a'], output: 'b' },
    { input: ['a'], output: 'c' },
  ];
  await expect(generation.generate(gap, { examples: contradicting })).rejects.toMatchObject({
    code: 'contradictory-examples',
  });
});
