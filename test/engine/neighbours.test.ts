import { expect, test } from 'vitest';
import type { Gap } from '#protocol';
import { requestsAround } from '../../src/engine/generation/neighbours.ts';

/** What somebody's app could not do: it is told in a file of the app, and in no journal. */
const gap: Gap = {
  id: 'request-1',
  source: 'requests',
  intent: 'convert yaml to json',
  kind: 'missing_handler',
  structure: {},
  parameters: ['text'],
  examples: [],
  contradictions: [],
  skipped: [],
  otherInputs: [['a: 1']],
  requests: [
    {
      id: -1,
      at: '2026-11-01T10:00:00.000Z',
      text: 'convert yaml to json',
      user: 'ada',
      origin: 'app',
      outcome: 'missing_handler',
    },
  ],
  near: [],
  frequency: 1,
  users: 1,
  score: 1,
};

test('a request that an app has told of comes with what was at hand then, so that it is not taken for one without an input', () => {
  expect(requestsAround(gap, undefined, []).requests).toEqual([
    { text: 'convert yaml to json', input: { text: 'a: 1' } },
  ]);
});

test('values that the names do not fit are left out', () => {
  expect(requestsAround({ ...gap, parameters: ['a', 'b'] }, undefined, []).requests).toEqual([
    { text: 'convert yaml to json' },
  ]);
});
