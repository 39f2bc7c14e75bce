import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '#base';
import { type Rollout, withRollout } from '#capability/rollout';
import { HeldJournal } from '#journal';
import { journalFile } from '#protocol';
import { RolloutDoor } from '../../src/engine/rollout/rolloutDoor.ts';

let root: string;
let held: HeldJournal;
let door: RolloutDoor;

/** A workspace without a capability in its folder: what users get goes on all the same. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'toolwright-door-'));
  mkdirSync(join(root, '.toolwright'));
  held = new HeldJournal({ file: join(root, journalFile) });
  const none = () => {
    throw new Error('there is no capability');
  };
  door = new RolloutDoor({
    ...{ root, logger: silentLogger, journal: () => held.get(), row: none, ready: async () => {} },
    packages: { change: async () => {}, list: () => [], find: () => undefined, capability: none },
  });
});
afterEach(async () => {
  await door.dispose();
  held.close();
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

// Windows lets nobody remove a file that is open.
describe.skipIf(process.platform === 'win32')('news, where the journal is removed', () => {
  const at = '2026-01-01T00:00:00.000Z';
  const running: Rollout = {
    ...{ id: '2.0.0#1.x', state: 'running', strategy: 'percentage', stable: '1.0.0', candidate: '2.0.0', content: 'x' },
    ...{ stage: 'canary', percent: 1, groups: [], since: at, stageSince: at, countedSince: at },
    ...{ revision: 1, command: 'start', by: 'bob', reason: 'It is time.' },
  };
  const takenBack: Rollout = { ...running, state: 'rolled-back', percent: 0, command: 'roll-back', by: 'policy' };
  const order = { person: 'ada', reason: 'It fails.' };
  const removeJournal = () => {
    for (const end of ['', '-wal', '-shm']) rmSync(join(root, `${journalFile}${end}`), { force: true });
  };
  const write = (name: string, rollout: Rollout) => {
    const file = join(root, '.toolwright/rollouts.json');
    writeFileSync(file, withRollout(existsSync(file) ? readFileSync(file, 'utf8') : undefined, name, rollout));
  };

  it('tell what is done from then on, whatever ids it has', async () => {
    write('shout', running);
    await door.rollouts();
    for (const _ of [1, 2, 3]) {
      await door.pauseRollout('shout', order);
      await door.registry.do('shout', 'resume', order);
    }
    const { cursor } = await door.rolloutNews(undefined);
    removeJournal();
    await door.rollBack('shout', order);
    const news = await door.rolloutNews(cursor);
    expect(news.entries).toMatchObject([{ id: 1, name: 'shout', command: 'roll-back', by: 'ada' }]);
    // Counted in the new journal from there.
    write('whisper', running);
    expect((await door.rolloutNews(news.cursor)).entries).toMatchObject([{ name: 'whisper', found: true }]);
  });

  it('do not tell once more what was done before', async () => {
    write('shout', takenBack);
    const { cursor } = await door.rolloutNews(undefined);
    removeJournal();
    const { cursor: after, entries } = await door.rolloutNews(cursor);
    expect(entries).toEqual([]);
    write('whisper', running);
    expect((await door.rolloutNews(after)).entries).toMatchObject([{ name: 'whisper' }]);
  });
});
