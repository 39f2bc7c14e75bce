import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { type Rollout, withRollout } from '#capability/rollout';
import { openRollouts } from './openRollouts.ts';

const at = '2026-01-01T00:00:00.000Z';
const running: Rollout = {
  ...{ id: '2.0.0#1.x', state: 'running', strategy: 'percentage', stable: '1.0.0', candidate: '2.0.0', content: 'x' },
  ...{ stage: 'canary', percent: 50, groups: [], since: at, stageSince: at, countedSince: at },
  ...{ revision: 1, command: 'start', by: 'bob', reason: 'It is time.' },
};
const order = { person: 'ada', reason: 'It fails.' };

/** Two programs that know of two rollouts. */
function programs() {
  const root = mkdtempSync(join(tmpdir(), 'toolwright-stale-'));
  mkdirSync(join(root, '.toolwright'));
  const file = join(root, '.toolwright/rollouts.json');
  writeFileSync(file, withRollout(withRollout(undefined, 'shout', running), 'other', { ...running, id: '2.0.0#2.x' }));
  const open = () => {
    const opened = openRollouts(root);
    onTestFinished(opened.close);
    opened.rollouts.recordFound();
    return opened.rollouts;
  };
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return { file, one: open(), another: open() };
}

it('what another program took back stays so, where the file breaks before this one has read that', async () => {
  const { file, one, another } = programs();
  await another.do('shout', 'roll-back', order);
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, 80));
  expect(one.get('shout')).toMatchObject({ state: 'rolled-back', percent: 0, revision: 2 });
  await one.do('other', 'roll-back', order);
  expect(another.get('shout')).toMatchObject({ state: 'rolled-back', percent: 0, revision: 2 });
  expect(another.get('other')).toMatchObject({ state: 'rolled-back' });
});

it('so where the file is gone; a flag that somebody had removed before does not come back', async () => {
  const { file, one, another } = programs();
  await another.do('shout', 'roll-back', order);
  const json = JSON.parse(readFileSync(file, 'utf8'));
  delete json.flags.other;
  writeFileSync(file, JSON.stringify(json));
  expect(another.names()).toEqual(['shout']);
  rmSync(file);
  expect(one.flags.inForce().rollouts.get('shout')).toMatchObject({ state: 'rolled-back', percent: 0 });
  expect(another.names()).toEqual(['shout']);
});
