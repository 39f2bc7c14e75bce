import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readFolder, scaffold } from '#capability/package';
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
