import { expect, test } from 'vitest';
import { type AnswerOpinion, badAnswers } from '../../../src/capability/discovery/index.ts';

let at = 0;
const opinion = (isGood: boolean, more: Partial<AnswerOpinion> = {}): AnswerOpinion => ({
  ...{ id: ++at, at: new Date(at).toISOString(), isGood, name: 'iso-dates', version: '1.0.0', user: 'ada' },
  ...{ origin: 'app' as const, ...more },
});
const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
const bad = () => opinion(false);
const good = () => opinion(true);

test('answers are bad that many call so: a few are not many, and neither is a small share', () => {
  expect(badAnswers(times(3, bad))).toHaveLength(3);
  expect(badAnswers(times(2, bad))).toEqual([]);
  expect(badAnswers([...times(3, bad), ...times(12, good)])).toEqual([]);
  expect(badAnswers([...times(4, bad), ...times(12, good)])).toHaveLength(4);
});

test('each is the request that was answered, with its input, as one that failed in its capability', () => {
  const request = {
    ...{ id: 7, at: '2026-11-21T10:00:00.000Z', outcome: 'served' as const, milliseconds: 3, name: 'iso-dates' },
    request: { text: 'make it ISO', user: { id: 'bo' }, origin: 'app' as const, input: { text: '1/2/26' } },
  };
  const [first] = badAnswers([opinion(false, { request, comment: 'day and month' }), ...times(2, bad)]);
  expect(first).toMatchObject({
    ...{ id: 7, request: request.request, outcome: 'error', name: 'iso-dates', version: '1.0.0', disliked: true },
    reason: 'Its answer was said to be wrong: day and month',
  });
  const [unknown] = badAnswers(times(3, bad));
  expect(unknown?.request).toEqual({ text: 'iso dates', user: { id: 'ada' }, origin: 'app' });
});

test('the version that was spoken of last counts, and the last word on an answer', () => {
  const old = times(5, bad);
  expect(badAnswers([...old, opinion(true, { version: '2.0.0' })])).toEqual([]);
  const request = { ...opinion(false), milliseconds: 1, outcome: 'served' as const } as never;
  expect(badAnswers(times(5, () => opinion(false, { request })))).toEqual([]);
});
