import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { silentLogger } from '#base';
import { readFolder, scaffold } from '#capability/package';
import { LocalCapabilitySession } from '../../src/engine/capabilities/localCapabilitySession.ts';
import { replacedBy } from '../../src/engine/rollout/inUse.ts';
import { temporaryWorkspace } from '../support/workspace.ts';
import { openRollouts } from './openRollouts.ts';

const place = '.toolwright/capabilities/shout';
const order = { person: 'ada', reason: 'It is time.' };

it('a version is compared with the one that users get by a finished rollout, and with none where that is itself', async () => {
  const texts = scaffold({
    ...{ name: 'shout', version: '1.0.0', description: 'Shouts.', examples: [] },
    source: 'export const run = () => 1;\n',
    manifest: {
      ...{ title: 'Shout', intents: ['shout {text}'], output: {}, permissions: {}, provenance: { generator: 'hand' } },
      input: { type: 'object', properties: { text: { type: 'string' } } },
    },
  });
  const files = Object.entries(texts).map(([file, text]) => [`${place}/${file}`, text]);
  const root = temporaryWorkspace(Object.fromEntries(files));
  const entry = readFolder(join(root, place), place);
  if (entry?.state !== 'valid') throw new Error(JSON.stringify(entry));
  const { capability } = entry;
  const next = { ...capability, version: '2.0.0', hash: 'another' };
  const { rollouts, close } = openRollouts(root);
  onTestFinished(close);

  await rollouts.start(capability, { ...order, strategy: 'flag' });
  expect(replacedBy(next, rollouts), 'a first version that is still being rolled out is in use for nobody else').toBe(
    undefined,
  );
  await rollouts.advance('shout', { ...order, overrule: true });
  expect(rollouts.get('shout')?.state).toBe('finished');
  expect(replacedBy(next, rollouts)).toMatchObject({ version: '1.0.0', hash: capability.hash });
  expect(replacedBy(capability, rollouts)).toBe(undefined);
  expect(replacedBy({ ...next, name: 'whisper' }, rollouts)).toBe(undefined);
});

/** A policy under which a busy machine fails nothing, with few of everything: what is gathered has its own tests. */
const patient = {
  comprehensive: { propertyRuns: 10, mutants: 4 },
  production: { p95Ms: 100_000, runs: 40, slowdown: 100, memory: 100 },
};

it('PRODUCTION that was gathered while no version was in use says so once there is one, and is gathered again', async () => {
  const filesOf = (version: string, source: string) => {
    const texts = scaffold({
      ...{ name: 'shout', version, source, description: 'Shouts.' },
      examples: [{ name: 'one', input: { text: 'a' }, output: 'A' }],
      manifest: {
        ...{ title: 'Shout', intents: ['shout {text}'], permissions: {}, provenance: { generator: 'hand' } },
        input: {
          ...{ type: 'object', required: ['text'], additionalProperties: false },
          properties: { text: { type: 'string', maxLength: 20 } },
        },
        output: { type: 'string' },
      },
    });
    return Object.entries(texts).map(([file, text]) => [`${place}/${file}`, text] as const);
  };
  const source = `export function run({ text }: { text: string }): string {\n  return text.toUpperCase();\n}\n`;
  const root = temporaryWorkspace({
    ...Object.fromEntries(filesOf('1.0.0', source)),
    '.toolwright/policy.json': JSON.stringify(patient),
  });
  const session = new LocalCapabilitySession({ root, runner: 'isolate' }, silentLogger);
  onTestFinished(() => session.dispose());
  const production = () => session.verify('shout', { level: 'PRODUCTION' });
  const reason = async () => (await session.row('shout'))?.reason;
  const first = await production();
  expect(first.reached, JSON.stringify(first.checks)).toBe('PRODUCTION');
  await session.startRollout('shout', { ...order, strategy: 'flag' });

  for (const [file, text] of filesOf('2.0.0', source.replace('return text', 'const said = text;\n  return said'))) {
    writeFileSync(join(root, file), text);
  }
  await session.change();
  const before = await production();
  expect(before).toMatchObject({ version: '2.0.0', reached: 'PRODUCTION' });
  expect(before).not.toHaveProperty('comparedWith');
  expect(await reason()).toMatch(/^PRODUCTION passed at a risk of [\d.]+\.$/);

  await session.advanceRollout('shout', { ...order, overrule: true });
  expect(await reason()).toContain('It was not compared with version 1.0.0, which is in use now');
  expect((await session.verify('shout', { level: 'COMPREHENSIVE' })).at, 'what is below promises none').toBe(before.at);
  const after = await production();
  expect(after.comparedWith).toEqual({ version: '1.0.0', hash: first.hash });
  expect(after.checks.find(({ name }) => name === 'comparison')?.summary).toContain('the time of version 1.0.0');
  expect((await production()).at, 'it is gathered once').toBe(after.at);
  expect(await reason()).not.toContain('not compared');
}, 240_000);
