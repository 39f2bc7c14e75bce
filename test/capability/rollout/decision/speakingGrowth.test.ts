import { expect, test } from 'vitest';
import { speaksForUser } from '../../../../src/capability/rollout/decision/history.ts';
import { SpeakingGrowth } from '../../../../src/capability/rollout/decision/speakingGrowth.ts';

/** Of requests of users who take turns: how many more are told until 700 more of them speak, and how many it takes. */
function toldAndTaken(userOf: (n: number) => number, after: number) {
  const growth = new SpeakingGrowth();
  const requestsOf = new Map<number, number>();
  const now = { requests: 0, speaking: 0, users: 0 };
  const one = () => {
    const user = userOf(now.requests++);
    const requests = requestsOf.get(user) ?? 0;
    requestsOf.set(user, requests + 1);
    now.users = requestsOf.size;
    if (speaksForUser({ requests })) now.speaking++;
    growth.note(now);
  };
  while (now.requests < after) one();
  const told = growth.requestsFor(700, now);
  const wanted = now.speaking + 700;
  while (now.speaking < wanted) one();
  return { told, taken: now.requests - after };
}

test.each([
  ['all users are new', (n: number) => n, 1000],
  ['every second request is of a new user', (n: number) => Math.floor(n / 2), 1000],
  ['the same users return', (n: number) => n % 200, 1600],
  ['the same users return, and few are new', (n: number) => (n % 10 === 0 ? 1000 + n : n % 200), 2000],
])('tells how many requests it takes until more speak where %s', (_, userOf, after) => {
  const { told, taken } = toldAndTaken(userOf, after);
  expect(told).toBeGreaterThan(taken / 3);
  expect(told).toBeLessThan(taken * 3);
});

test('without any request yet, each that is missing is taken for one that speaks', () => {
  expect(new SpeakingGrowth().requestsFor(70, { requests: 0, speaking: 0, users: 0 })).toBe(70);
});

test('nobody waits for what would take longer than anybody waits', () => {
  const growth = new SpeakingGrowth();
  for (let requests = 1; requests <= 64; requests *= 2) {
    growth.note({ requests, speaking: 1 + Math.log2(requests), users: 1 });
  }
  expect(growth.requestsFor(100, { requests: 64, speaking: 7, users: 1 })).toBe(Number.POSITIVE_INFINITY);
});
