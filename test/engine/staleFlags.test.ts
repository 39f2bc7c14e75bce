import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { withRollout } from '#capability/rollout';
import { journalFile } from '#protocol';
import { rollout } from './observedRollout.ts';
import { openRollouts } from './openRollouts.ts';

const order = { person: 'ada', reason: 'It fails.' };

/** Two programs that know of two rollouts. */
function programs() {
  const root = mkdtempSync(join(tmpdir(), 'toolwright-stale-'));
  mkdirSync(join(root, '.toolwright'));
  const file = join(root, '.toolwright/rollouts.json');
  writeFileSync(file, withRollout(withRollout(undefined, 'shout', rollout), 'other', { ...rollout, id: 'r-2' }));
  const open = () => {
    const opened = openRollouts(root);
    onTestFinished(opened.close);
    opened.rollouts.recordFound();
    return opened.rollouts;
  };
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return { root, file, one: open(), another: open() };
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

it('what another program started is taken back by a stop, where the file breaks before this one has read that', async () => {
  const { file, one, another } = programs();
  expect(one.names()).toEqual(['shout', 'other']);
  writeFileSync(file, withRollout(readFileSync(file, 'utf8'), 'whisper', { ...rollout, id: 'r-3' }));
  another.recordFound();
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, 80));
  expect((await one.stopAll(order)).toSorted()).toEqual(['other', 'shout', 'whisper']);
  expect(another.get('whisper')).toMatchObject({ state: 'rolled-back' });
});

it('a stop needs no journal that can be read, where the file breaks that was read before', async () => {
  const { root, file, one } = programs();
  expect(one.get('shout')).toMatchObject({ state: 'running' });
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, 80));
  for (const part of ['', '-wal', '-shm']) {
    const path = `${join(root, journalFile)}${part}`;
    if (existsSync(path)) writeFileSync(path, Buffer.alloc(statSync(path).size, 0x5a), { flag: 'r+' });
  }
  await one.do('shout', 'roll-back', order);
  expect(JSON.parse(readFileSync(file, 'utf8')).flags.shout.metadata.status).toBe('rolled-back');
});
