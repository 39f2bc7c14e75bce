import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { silentLogger } from '#base';
import { type Journal, openJournal } from '#journal';
import { journalFile } from '#protocol';
import { RolloutDoor } from '../../src/engine/rollout/rolloutDoor.ts';

let root: string;
let journal: Journal;
let door: RolloutDoor;

/** A workspace without a capability in its folder: what users get goes on all the same. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'toolwright-door-'));
  mkdirSync(join(root, '.toolwright'));
  journal = openJournal({ file: join(root, journalFile) });
  const none = () => {
    throw new Error('there is no capability');
  };
  door = new RolloutDoor({
    ...{ root, logger: silentLogger, journal: () => journal, row: none, ready: async () => {} },
    packages: { change: async () => {}, list: () => [], find: () => undefined, capability: none },
  });
});
afterEach(async () => {
  await door.dispose();
  journal.close();
  rmSync(root, { recursive: true, force: true });
});

const flag = (targeting: object) => ({
  ...{ state: 'ENABLED', variants: { stable: '1.0.0', candidate: '2.0.0' }, defaultVariant: 'stable' },
  targeting,
});

it('lists what users get by a flag that no rollout has left: all that the emergency stop takes back', async () => {
  const share = {
    fractional: [
      ['candidate', 2500],
      ['stable', 7500],
    ],
  };
  const flags = { shout: flag(share), whisper: flag({}) };
  writeFileSync(join(root, '.toolwright/rollouts.json'), JSON.stringify({ flags }));
  const listed = await door.rollouts();
  expect(listed).toMatchObject([{ name: 'shout', state: 'running', stage: '', percent: 25, stable: '1.0.0' }]);
  expect(await door.stopAllRollouts({ person: 'ada', reason: 'an emergency' })).toEqual(['shout']);
  expect(await door.rollouts()).toMatchObject([{ name: 'shout', state: 'rolled-back', percent: 0 }]);
});
