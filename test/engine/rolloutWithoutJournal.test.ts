import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { silentLogger } from '#base';
import { type ObservationSource, withRollout } from '#capability/rollout';
import { HeldJournal } from '#journal';
import { journalFile } from '#protocol';
import { Rollouts } from '../../src/engine/rollout/rollouts.ts';
import { temporaryWorkspace } from '../support/workspace.ts';
import { began, requests, rollout } from './observedRollout.ts';

const minute = 60_000;

/** A fleet's source of requests, of which every n-th of the new version fails. */
const fleet = (fails: number) => (): ObservationSource => {
  const rest = { state: { kind: 'fresh' as const }, more: false, notes: [], latency: {} };
  const observations = requests(fails);
  return { name: 'a list', read: async (cursor) => ({ ...rest, cursor: 1, observations: cursor ? [] : observations }) };
};

/** A fleet whose journal cannot be opened, as on a disk that fails. */
function withoutJournal(fails: number, mayDecide?: () => boolean) {
  const root = temporaryWorkspace({ '.toolwright/rollouts.json': withRollout(undefined, 'shout', rollout) });
  const file = join(root, journalFile);
  mkdirSync(file);
  const held = new HeldJournal({ file });
  const rollouts = new Rollouts({
    ...{ root, logger: silentLogger, clock: () => began + 61 * minute, source: fleet(fails), mayDecide },
    journal: () => held.get(),
    inFolder: () => undefined,
    refusal: () => undefined,
  });
  return { root, file, rollouts, held };
}

it('a version that does harm is taken back without a journal, which gets it once there is one', async () => {
  const { root, file, rollouts, held } = withoutJournal(3);
  expect(await rollouts.look('shout')).toMatchObject({ action: 'roll-back' });
  const text = readFileSync(join(root, '.toolwright/rollouts.json'), 'utf8');
  expect(JSON.parse(text).flags.shout.metadata).toMatchObject({ status: 'rolled-back', by: 'policy' });
  expect(rollouts.problems()).toMatchObject([{ code: 'rollout-not-recorded' }]);
  rmSync(file, { recursive: true });
  rollouts.recordFound();
  expect(held.get().decisions({ kind: 'rollout-roll-back' })).toMatchObject([{ subject: 'shout', person: 'policy' }]);
  await rollouts.settle();
  held.close();
});

it('a version that does none goes on to nobody without a journal, and why is said', async () => {
  const { root, rollouts } = withoutJournal(1000);
  const before = readFileSync(join(root, '.toolwright/rollouts.json'), 'utf8');
  await expect(rollouts.look('shout')).rejects.toMatchObject({ code: 'journal-failed' });
  expect(readFileSync(join(root, '.toolwright/rollouts.json'), 'utf8')).toBe(before);
  await rollouts.settle();
});

it('the policy does nothing where another controller leads', async () => {
  const { root, rollouts } = withoutJournal(3, () => false);
  const before = readFileSync(join(root, '.toolwright/rollouts.json'), 'utf8');
  expect(await rollouts.look('shout')).toMatchObject({ action: 'roll-back' });
  expect(readFileSync(join(root, '.toolwright/rollouts.json'), 'utf8')).toBe(before);
  await rollouts.settle();
});
