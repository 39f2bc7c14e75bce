import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CancelledError, silentLogger } from '#base';
import { type Rollout, withRollout } from '#capability/rollout';
import { journalFile } from '#protocol';
import type { WatchEvent } from '../../src/engine/rollout/watchEvents.ts';
import { watchRollouts } from '../../src/engine/rollout/watchRollouts.ts';
import { openRollouts } from './openRollouts.ts';

const at = '2026-01-01T00:00:00.000Z';
const running: Rollout = {
  ...{ id: '2.0.0#1.x', state: 'running', strategy: 'percentage', stable: '1.0.0', candidate: '2.0.0', content: 'x' },
  ...{ stage: 'canary', percent: 1, groups: [], since: at, stageSince: at, countedSince: at },
  ...{ revision: 1, command: 'start', by: 'bob', reason: 'It is time.' },
};

/** A workspace with a rollout that goes on. */
function workspace() {
  const root = mkdtempSync(join(tmpdir(), 'toolwright-watch-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const opened = openRollouts(root);
  const file = opened.rollouts.flags.file;
  writeFileSync(file, withRollout(undefined, 'shout', running));
  opened.close();
  return { root, file };
}

/** A controller, until the test is over. */
function watch(root: string, flags?: string) {
  const said: WatchEvent[] = [];
  const end = new AbortController();
  const settings = { root, flags, logger: silentLogger, every: 20 };
  const over = watchRollouts(settings, (event) => said.push(event), end.signal).catch((error: unknown) => error);
  const stop = async () => {
    end.abort();
    expect(await over).toBeInstanceOf(CancelledError);
  };
  onTestFinished(stop);
  const hears = (event: object) =>
    expect.poll(() => said, { timeout: 10_000 }).toContainEqual(expect.objectContaining(event));
  return { said, hears, stop };
}

/** A controller of a rollout, until the test is over. */
function controller() {
  const known = workspace();
  return { ...known, ...watch(known.root) };
}

// A file that is there and that nobody can read, whoever asks.
it.runIf(process.platform === 'linux')(
  'a controller goes on while the flag file cannot be read, and tells of it',
  async () => {
    const { file, hears } = controller();
    await hears({ kind: 'decided', name: 'shout' });
    const text = readFileSync(file, 'utf8');
    rmSync(file);
    symlinkSync('/proc/self/mem', file);
    await hears({ kind: 'problem', problem: expect.objectContaining({ code: 'flags-unreadable' }) });
    rmSync(file);
    writeFileSync(file, text);
    await hears({ kind: 'over', code: 'flags-unreadable' });
  },
);

it('a controller goes on while its journal cannot be read, and tells of it', async () => {
  const { root, file, hears, said } = controller();
  await hears({ kind: 'decided', name: 'shout' });
  const journal = new DatabaseSync(join(root, journalFile));
  journal.exec('ALTER TABLE decisions RENAME TO gone');
  await hears({ kind: 'problem', problem: expect.objectContaining({ code: 'journal-failed' }) });
  journal.exec('ALTER TABLE gone RENAME TO decisions');
  journal.close();
  writeFileSync(file, withRollout(readFileSync(file, 'utf8'), 'whisper', running));
  await hears({ kind: 'decided', name: 'whisper' });
  await hears({ kind: 'done', entry: expect.objectContaining({ name: 'whisper' }) });
  expect(said.filter(({ kind }) => kind === 'leading')).toHaveLength(1);
});

it('of a policy that cannot be used is told once, of the file, however many rollouts there are', async () => {
  const { root, file, hears, said } = controller();
  await hears({ kind: 'decided', name: 'shout' });
  writeFileSync(file, withRollout(readFileSync(file, 'utf8'), 'whisper', running));
  writeFileSync(join(root, '.toolwright/rollout-policy.json'), '{');
  await hears({ kind: 'problem', problem: expect.objectContaining({ code: 'rollout-policy-invalid' }) });
  rmSync(join(root, '.toolwright/rollout-policy.json'));
  await hears({ kind: 'over', code: 'rollout-policy-invalid' });
  const told = said.filter((event) => event.kind === 'problem' && event.problem.code === 'rollout-policy-invalid');
  expect(told).toHaveLength(1);
});

it('a controller leads and says that the flag file is missing, however many of its folders are', async () => {
  const { root } = workspace();
  const { hears } = watch(root, join(root, 'deploy/prod/flags.json'));
  await hears({ kind: 'leading', goingOn: [] });
  await hears({ kind: 'problem', problem: expect.objectContaining({ code: 'flags-missing' }) });
});

it('controllers of two flag files lead both, and neither takes what the other does for a change of its own', async () => {
  const { root, file } = workspace();
  const fleet = join(root, '.toolwright/fleet-eu.json');
  writeFileSync(fleet, withRollout(undefined, 'shout', { ...running, id: '2.0.0#1.eu', reason: 'Europe first.' }));
  const [here, there] = [watch(root), watch(root, fleet)];
  for (const one of [here, there]) await one.hears({ kind: 'leading' });
  await here.hears({ kind: 'done', entry: expect.objectContaining({ reason: 'It is time.' }) });
  await there.hears({ kind: 'done', entry: expect.objectContaining({ reason: 'Europe first.' }) });
  writeFileSync(fleet, withRollout(readFileSync(fleet, 'utf8'), 'whisper', running));
  await there.hears({ kind: 'done', entry: expect.objectContaining({ name: 'whisper' }) });
  const opened = openRollouts(root);
  expect(opened.journal.decisions({ kinds: 'rollout-' })).toHaveLength(3);
  // Nor is one file written anew by what was done by the other.
  writeFileSync(file, '{');
  expect(opened.rollouts.flags.read().value.rollouts.get('shout')?.reason).toBe('It is time.');
  expect(opened.rollouts.names()).toEqual(['shout']);
  opened.close();
});

describe.skipIf(process.platform === 'win32')('of two controllers one leads', () => {
  const lock = '.toolwright/journal.db-rollouts.json.lead-lock';

  it('also after the lock was removed beside them', async () => {
    const { root } = workspace();
    const first = watch(root);
    await first.hears({ kind: 'decided' });
    const second = watch(root);
    await second.hears({ kind: 'waiting' });
    for (const name of readdirSync(join(root, '.toolwright')).filter((one) => one.startsWith('journal.db'))) {
      rmSync(join(root, '.toolwright', name));
    }
    await first.hears({ kind: 'problem', problem: expect.objectContaining({ code: 'lock-lost' }) });
    const leads = ({ said }: typeof first) =>
      said.findLast(({ kind }) => kind === 'leading' || kind === 'waiting')?.kind === 'leading';
    await expect.poll(() => [leads(first), leads(second)].sort()).toEqual([false, true]);
    // Whoever leads reads the journal that is there now: it finds the rollout there is, and hears what others do.
    const opened = openRollouts(root);
    await expect.poll(() => opened.journal.decisions({ kinds: 'rollout-' })).toHaveLength(1);
    await opened.rollouts.do('shout', 'pause', { person: 'ada', reason: 'Look.' });
    opened.close();
    const leader = leads(first) ? first : second;
    await leader.hears({ kind: 'done', entry: expect.objectContaining({ command: 'pause', by: 'ada' }) });
    const begun = first.said.filter((event) => event.kind === 'done' && event.entry.command === 'start');
    expect(begun).toHaveLength(1);
  });

  it('and one that waits outlives that nobody can lead', async () => {
    const { root } = workspace();
    const first = watch(root);
    await first.hears({ kind: 'decided' });
    const second = watch(root);
    await second.hears({ kind: 'waiting' });
    await first.stop();
    rmSync(join(root, lock), { force: true });
    mkdirSync(join(root, lock));
    await second.hears({ kind: 'problem', problem: expect.objectContaining({ code: 'lock-unavailable' }) });
    rmSync(join(root, lock), { recursive: true });
    await second.hears({ kind: 'leading' });
  });
});

it('a controller begins, and goes on, without a journal: it tells of it, and records what was done once there is one', async () => {
  const { root } = workspace();
  const file = join(root, journalFile);
  rmSync(file);
  mkdirSync(file);
  const { hears, said } = watch(root);
  await hears({ kind: 'leading' });
  await hears({ kind: 'problem', problem: expect.objectContaining({ code: 'journal-failed' }) });
  expect(said.filter(({ kind }) => kind === 'decided')).toEqual([]);
  rmSync(file, { recursive: true });
  await hears({ kind: 'over', code: 'journal-failed' });
  await hears({ kind: 'decided', name: 'shout' });
});

it('a controller that could never lead ends, and says why', async () => {
  const settings = { root: '/proc/nowhere', logger: silentLogger, every: 20 };
  await expect(watchRollouts(settings, () => {}, new AbortController().signal)).rejects.toMatchObject({
    code: 'lock-unavailable',
  });
});
