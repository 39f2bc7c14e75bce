import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Rollout, readFlags, withRollout } from '#capability/rollout';
import { openJournal } from '#journal';
import { journalFile } from '#protocol';
import { capabilityWorkspace } from '../capabilities.ts';
import { ended, start, toolwright } from '../toolwright.ts';

const order = ['--reason', 'Incident.', '--person', 'ada'];
const at = '2026-01-01T00:00:00.000Z';
const running: Rollout = {
  ...{ id: '2.0.0#1.x', state: 'running', strategy: 'percentage', stable: '1.0.0', candidate: '2.0.0', content: 'x' },
  ...{ stage: 'canary', percent: 1, groups: [], since: at, stageSince: at, countedSince: at },
  ...{ revision: 1, command: 'start', by: 'bob', reason: 'It is time.' },
};
const flags = withRollout(withRollout(undefined, 'shout', running), 'whisper', running);

/** Rollouts of two capabilities, by flags in that folder of the workspace. */
function rolledOut(folder = '.toolwright'): { readonly cwd: string; readonly file: string } {
  const cwd = capabilityWorkspace(['shout']);
  mkdirSync(join(cwd, folder), { recursive: true });
  const file = join(cwd, folder, 'rollouts.json');
  writeFileSync(file, flags);
  return { cwd, file };
}

const states = (file: string) =>
  [...(readFlags(readFileSync(file, 'utf8')).value?.rollouts ?? [])].map(([name, { state }]) => `${name} ${state}`);

test('an emergency does not wait for a journal that cannot be opened, and it is told that nothing was recorded', async () => {
  const { cwd, file } = rolledOut();
  mkdirSync(join(cwd, journalFile));
  const one = await toolwright(['rollout', 'rollback', 'shout', ...order], { cwd });
  expect(one).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('shout: Version 2.0.0 was rolled back by ada'),
  });
  expect(one.stdout).toContain(
    'Problem: shout: roll-back was done, and could not be recorded. The journal could not be opened: ',
  );
  expect(one.stderr).toContain(
    'shout: roll-back was done, and could not be recorded. The journal could not be opened: ',
  );
  expect(states(file)).toEqual(['shout rolled-back', 'whisper running']);

  const all = await toolwright(['rollout', 'stop', '--all', ...order], { cwd });
  expect(all).toMatchObject({ code: 0, stdout: 'Rolled back: whisper.\n' });
  expect(all.stderr).toContain('whisper: roll-back was done, and could not be recorded. ');
  expect(states(file)).toEqual(['shout rolled-back', 'whisper rolled-back']);

  // All else rests on what the journal knows, or has to be recorded.
  const pause = await toolwright(['rollout', 'pause', 'shout', ...order], { cwd });
  expect(pause).toMatchObject({ code: 2, stderr: expect.stringContaining('The journal could not be opened: ') });
}, 180_000);

test('in a folder that cannot be written to, the status shows what can be read', async () => {
  const { cwd } = rolledOut();
  const journal = openJournal({ file: join(cwd, journalFile) });
  const known = { rollout: running as never };
  journal.decide({ kind: 'rollout-start', subject: 'shout', person: 'bob', reason: 'It is time.', known });
  journal.close();
  const policy = join(cwd, '.toolwright/rollout-policy.json');
  writeFileSync(policy, '{}');
  chmodSync(policy, 0);
  chmodSync(join(cwd, journalFile), 0o444);
  chmodSync(join(cwd, '.toolwright'), 0o555);
  chmodSync(cwd, 0o555);
  // Whoever is root may write all the same.
  const somebody = process.getuid?.() === 0 ? { uid: 65534 } : {};
  try {
    const one = await toolwright(['rollout', 'status', 'shout'], { cwd, ...somebody });
    expect(one.stdout).toContain('shout: Version 2.0.0 is in the stage “canary”: 1 % of users get it');
    expect(one.stdout).toContain('start 2.0.0, by bob: It is time.');
    expect(one.stdout).toContain('What may be done: rollback.');
    expect(one.stdout).toContain('Problem: The journal could not be ');
    expect(one.stdout).toContain('The rollout policy cannot be read: permission denied.');
    // It is shown, and what it rests on is broken.
    expect(one.code).toBe(2);
    const all = await toolwright(['rollout', 'status'], { cwd, ...somebody });
    expect(all).toMatchObject({ code: 2, stdout: expect.stringMatching(/^whisper +running /m) });
    const back = await toolwright(['rollout', 'rollback', 'shout', ...order], { cwd, ...somebody });
    expect(back).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^toolwright: The lock .* cannot be taken: /),
    });
  } finally {
    chmodSync(cwd, 0o755);
    chmodSync(join(cwd, '.toolwright'), 0o755);
  }
}, 180_000);

test.each([
  ['a flag file', 'rollouts.json', '{ "flags": ', 'rollouts.json'],
  ['a policy', 'rollout-policy.json', '{ "stages": 1 }', 'rollout policy'],
])(
  '%s that is broken is told of where there is nothing to roll out, too',
  async (_, name, text, told) => {
    const cwd = mkdtempSync(join(tmpdir(), 'toolwright-broken-'));
    onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
    mkdirSync(join(cwd, '.toolwright'));
    expect(await toolwright(['rollout', 'status'], { cwd })).toMatchObject({
      ...{ code: 0, stdout: 'There is no capability in this workspace.\n' },
    });
    writeFileSync(join(cwd, '.toolwright', name), text);
    const shown = await toolwright(['rollout', 'status'], { cwd });
    expect(shown.code).toBe(2);
    expect(shown.stdout).toMatch(/^There is no capability in this workspace\.\n\nProblem: /);
    expect(shown.stdout).toContain(told);
    const listed = await toolwright(['rollout', 'status', '--json'], { cwd });
    expect(listed).toMatchObject({ code: 2, stdout: '[]\n', stderr: expect.stringMatching(/^Problem: /) });
  },
  60_000,
);

test('a flag file is a file: a folder and an empty name are refused, by the controller, too', async () => {
  const { cwd } = rolledOut('fleet');
  for (const command of [['rollback', 'shout', ...order], ['watch']]) {
    const folder = await toolwright(['rollout', ...command, '--flags', 'fleet'], { cwd });
    expect(folder).toMatchObject({ code: 2, stdout: '' });
    expect(folder.stderr).toContain('toolwright: fleet is a folder, and a flag file is asked for. ');
    const empty = await toolwright(['rollout', ...command, '--flags', ''], { cwd });
    expect(empty).toMatchObject({ code: 2, stdout: '' });
    expect(empty.stderr).toContain('It has to be the path of a file.');
  }
}, 120_000);

test('the controller looks every second to every day', async () => {
  const { cwd } = rolledOut();
  for (const every of ['0', '99999999999']) {
    const { code, stderr } = await toolwright(['rollout', 'watch', '--every', every], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining('It has to be 1 to 86,400 seconds.')]);
  }
}, 60_000);

test('who waits for a Prometheus that does not answer can end it', async () => {
  const { cwd } = rolledOut();
  const silent = createServer();
  onTestFinished(() => silent.closeAllConnections());
  onTestFinished(() => void silent.close());
  await once(silent.listen(0, '127.0.0.1'), 'listening');
  const { port } = silent.address() as AddressInfo;
  const status = start(['rollout', 'status', 'shout', '--prometheus', `http://127.0.0.1:${port}`], { cwd });
  await once(silent, 'request');
  status.kill('SIGINT');
  expect(await ended(status)).toMatchObject({ code: 130, stdout: '', stderr: 'toolwright: Cancelled.\n' });
}, 60_000);
