import { expect, test } from 'vitest';
import type { RolloutStatus } from '#protocol';
import { startConsequence, startItems } from '../../../src/host/rollout/commands/starts.ts';
import { usersText } from '../../../src/host/rollout/words.ts';
import { rollouts } from '../../webview/rollout/rollouts.ts';

const { notStarted } = rollouts;
const finished: RolloutStatus = { ...notStarted, state: 'finished', strategy: 'flag', candidate: '0.1.0' };
const lines = (status: RolloutStatus) =>
  startItems(status).map(({ label, description }) => (description === '' ? label : `${label}: ${description}`));

test('a first version is offered to everybody at once before all, for others would get nothing', () => {
  expect(lines(notStarted)).toEqual([
    'Feature Flag: usual for a first version',
    'Percentage: as the policy has it',
    ...['Canary', 'A/B Test'],
  ]);
  expect(startConsequence('percentage', notStarted)).toBe(
    '0.2.0 is frozen as it is now. Who gets it: 1 % of users. All others, you perhaps among them, get nothing: there is no version before it.',
  );
  expect(startConsequence('flag', notStarted)).toBe('0.2.0 is frozen as it is now. Who gets it: everybody.');
});

test('a later version is offered by the policy, whatever the last one was started by', () => {
  expect(lines(finished)[0]).toBe('Percentage: as the policy has it');
  expect(startItems(finished)[0]?.detail).toMatch(/First: 1 % of users\.$/);
  expect(startConsequence('percentage', finished)).toBe(
    '0.2.0 is frozen as it is now. Who gets it: 1 % of users. All others get 0.1.0.',
  );
  const starts = [{ strategy: 'groups', isUsual: true, percent: 0, groups: ['insiders', 'friends'] }] as const;
  expect(startConsequence('groups', { ...finished, starts })).toContain('Who gets it: the groups insiders, friends.');
});

test('what the risk of a version does not allow is told before a reason is asked for', () => {
  const [start] = notStarted.starts;
  const refused = 'its first stage, half, would reach 50 % of users, and at its risk that may be 10 % at most.';
  const items = startItems({ ...finished, starts: start ? [{ ...start, refused }] : [] });
  expect(items).toMatchObject([
    { label: 'Percentage', description: 'not possible now · as the policy has it', detail: refused, refused },
  ]);
});

test.each([
  [100, ['insiders'], 'everybody'],
  [10, [], '10 % of users'],
  [0, ['insiders'], 'the group insiders'],
  [1, ['insiders'], 'the group insiders and 1 % of users'],
  [1, ['a', 'b'], 'the groups a, b and 1 % of users'],
])('%d % and %j are %s', (percent, groups, words) => {
  expect(usersText({ percent, groups })).toBe(words);
});
