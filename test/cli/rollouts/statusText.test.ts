import { expect, test } from 'vitest';
import type { RolloutStatus } from '#protocol';
import { listText, statusText, wentText } from '../../../src/cli/rollouts/statusText.ts';
import { rollouts } from '../../webview/rollout/rollouts.ts';

test('the list names a stage only where one goes on: what is over is in none', () => {
  const rest = { candidate: '2.0.0', stable: '1.0.0', groups: [], problems: [] };
  const row = (name: string, state: RolloutStatus['state'], stage: string, percent: number) =>
    ({ ...rest, name, state, stage, percent }) as unknown as RolloutStatus;
  const all = [
    row('dates', 'running', 'canary', 1),
    row('lines', 'paused', 'beta', 10),
    row('sums', 'rolled-back', 'canary', 0),
    row('units', 'finished', 'comparison', 100),
  ];
  // What is with everybody is in use.
  expect(listText(all)).toMatch(/^units +finished +2\.0\.0 +2\.0\.0 /m);
  expect(listText(all)).toMatch(/^dates +running +2\.0\.0 +1\.0\.0 /m);
  const lines = listText(all).split('\n').slice(1);
  expect(lines.map((line) => line.split(/ {2,}/).slice(-2).join(': '))).toEqual([
    ...['canary: 1 %', 'beta: 10 %', '–: 0 %', '–: 100 %'],
  ]);
});

test('what stays where it is though its figures let it go on says why, whichever stage it is in', () => {
  const { running } = rollouts;
  const reason = 'the flag file keeps members of beta out by hand.';
  const words = (steps: RolloutStatus['steps'], choices: RolloutStatus['choices']) =>
    statusText({ ...running, steps, choices, decision: { ...running.decision, action: 'advance' } } as RolloutStatus);
  const advance = { command: 'advance', possible: false, reason } as const;
  const finish = { command: 'finish', possible: false, reason: 'It has stages to go.' } as const;
  const line = 'But it stays where it is: the flag file keeps members of beta out by hand.';
  expect(words(running.steps, [advance, finish])).toContain(line);
  const last = running.steps.map((step) => ({ ...step, state: 'done' as const }));
  const ended = [...last.slice(0, -1), { ...last.at(-1), state: 'current' }] as RolloutStatus['steps'];
  expect(
    words(ended, [
      { ...advance, reason: 'It is in its last stage.' },
      { ...finish, reason },
    ]),
  ).toContain(line);
  expect(words(running.steps, [{ command: 'advance', possible: true }, finish])).not.toContain('But it stays');
});

test.each([
  ['advance', 'shout 2.0.0 went from the stage “canary” (1 %) to “beta” (10 %).'],
  ['finish', 'shout 2.0.0 went from the stage “canary” (1 %) to the end: everybody has it.'],
] as const)('an %s says from where to where it went, whoever was quicker', (command, words) => {
  const entry = { version: '2.0.0', stage: 'beta', percent: 10, command };
  const log = [entry, { ...entry, command: 'start', stage: 'canary', percent: 1 }];
  expect(wentText({ name: 'shout', log } as unknown as RolloutStatus)).toBe(words);
});
