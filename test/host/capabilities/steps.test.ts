import { expect, test, vi } from 'vitest';
import { isStep } from '../../../src/host/capabilities/ask/failure.ts';
import { nextSteps } from '../../../src/host/capabilities/steps.ts';
import { row } from './rows.ts';

vi.mock('vscode', () => import('../fakes/vscode.ts'));

const kinds = (steps: ReturnType<typeof nextSteps>) =>
  steps.map((step) =>
    'name' in step ? `${step.kind} ${step.name}` : 'guess' in step ? `use ${step.guess.name}` : step.kind,
  );
const guess = (name: string) => ({ name, title: `Do ${name}`, intent: `${name} {selection}`, confidence: 0.4 });
const rows = [
  row('a', 'admitted'),
  row('u', 'unverified'),
  row('w', 'waiting'),
  row('r', 'rejected'),
  row('b', 'broken'),
];

test.each([
  ['u', ['verify u', 'ask']],
  ['w', ['approve w', 'report w', 'ask']],
  ['r', ['report r', 'code r', 'ask']],
  ['b', ['code b', 'ask']],
  ['a', ['report a', 'code a', 'ask']],
])('what was tried and stands as %s does leads to what brings it on', (name, steps) => {
  expect(kinds(nextSteps({ kind: 'permission', name }, rows))).toEqual(steps);
});

test('guesses can be used where they may run; for the others there is what lets them', () => {
  const guesses = [guess('w'), guess('a'), guess('gone')];
  expect(kinds(nextSteps({ kind: 'low_confidence', guesses }, rows))).toEqual([
    ...['use a', 'approve w', 'generate', 'ask', 'create'],
  ]);
  expect(kinds(nextSteps({ kind: 'missing_handler', guesses: [] }, []))).toEqual(['generate', 'ask', 'create']);
});

test('where the policy is broken nothing can be verified, used or approved: it is opened', () => {
  const problem = { code: 'policy-invalid', severity: 'error', message: 'It is no JSON.', path: '' } as const;
  const broken = rows.map((one) => ({ ...one, problems: [problem] }));
  expect(kinds(nextSteps({ kind: 'permission', name: 'u' }, broken))).toEqual(['policy', 'ask']);
  expect(kinds(nextSteps({ kind: 'missing_handler' }, broken))).toEqual(['generate', 'ask', 'create']);
  expect(isStep({ kind: 'policy' })).toBe(true);
});

test('what a row hands to its command is looked at before it is done', () => {
  for (const step of nextSteps({ kind: 'low_confidence', guesses: [guess('a'), guess('w')] }, rows))
    expect(isStep(step)).toBe(true);
  for (const none of [
    undefined,
    'ask',
    {},
    { kind: 'verify' },
    { kind: 'use', guess: {} },
    { kind: 'use', guess: { intent: 'a {selection}' } },
    { kind: 'toString', name: 'a' },
  ]) {
    expect(isStep(none), JSON.stringify(none)).toBe(false);
  }
});
