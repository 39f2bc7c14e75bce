import { expect, test } from 'vitest';
import type { RolloutDecision } from '#protocol';
import { watchText } from '../../../src/cli/rollouts/watchText.ts';

test('says what is watched, what goes on, and of a problem where it is and what to do', () => {
  const source = 'Prometheus at http://localhost:9090';
  const policy = '.toolwright/rollout-policy.json';
  expect(watchText({ kind: 'watching', flags: '/shop/flags.json', source, every: 15_000, policy })).toBe(
    'Watching /shop/flags.json. .toolwright/rollout-policy.json decides, by what Prometheus at http://localhost:9090 tells, every 15 seconds.',
  );
  const version = { candidate: '2.0.0', strategy: 'percentage' } as const;
  const one = { ...version, name: 'dates', stage: 'canary', state: 'running', percent: 1, groups: [] } as const;
  const groups = { ...one, name: 'sums', state: 'paused', percent: 0, groups: ['insiders'] } as const;
  expect(watchText({ kind: 'leading', goingOn: [one, groups] })).toBe(
    'Leading. Going on: dates 2.0.0 (canary: 1 % of users); sums 2.0.0 (paused in canary: insiders).',
  );
  const problem = { code: 'x', severity: 'error', message: 'It is not JSON', hint: 'Mend it.' } as const;
  expect(watchText({ kind: 'problem', problem: { ...problem, path: '/shop/flags.json', line: 3 } })).toBe(
    'Problem: /shop/flags.json:3: It is not JSON. Mend it.',
  );
});

test('says who takes a step that the policy leaves to a person', () => {
  const decision = { words: 'Finish: the new version does no harm.' } as RolloutDecision;
  const told = (isForPerson: boolean) => watchText({ kind: 'decided', name: 'dates', decision, isForPerson });
  expect(told(false)).toBe('dates: Finish: the new version does no harm.');
  expect(told(true)).toBe(`${told(false)} By its strategy a person takes this step.`);
});
