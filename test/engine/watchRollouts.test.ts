import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
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

/** A controller of a rollout, until the test is over. */
function controller() {
  const root = mkdtempSync(join(tmpdir(), 'toolwright-watch-'));
  const opened = openRollouts(root);
  const file = opened.rollouts.flags.file;
  writeFileSync(file, withRollout(undefined, 'shout', running));
  opened.close();
  const said: WatchEvent[] = [];
  const end = new AbortController();
  const settings = { root, logger: silentLogger, every: 20 };
  const over = watchRollouts(settings, (event) => said.push(event), end.signal).catch((error: unknown) => error);
  onTestFinished(async () => {
    end.abort();
    expect(await over).toBeInstanceOf(CancelledError);
    rmSync(root, { recursive: true, force: true });
  });
  const hears = (event: object) =>
    expect.poll(() => said, { timeout: 10_000 }).toContainEqual(expect.objectContaining(event));
  return { root, file, said, hears };
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
