import type { Observation, Rollout } from '#capability/rollout';

const minute = 60_000;
export const began = Date.UTC(2026, 10, 21, 10);
const since = new Date(began).toISOString();

/** Of version 2.0.0 beside 1.0.0, in its first stage. */
export const rollout: Rollout = {
  ...{ id: 'r-1', state: 'running', strategy: 'percentage', stable: '1.0.0', candidate: '2.0.0', content: 'abc' },
  ...{ stage: 'canary', percent: 1, groups: [], since, stageSince: since, countedSince: since },
  ...{ revision: 1, command: 'start', by: 'ada', reason: 'It is time.' },
};

/** Requests of 250 users of each version within an hour, of which every n-th of the new one fails. */
export const requests = (fails: number): readonly Observation[] =>
  Array.from({ length: 500 }, (_, at) => ({
    kind: 'request',
    request: {
      user: `user-${at}`,
      arm: at % 2 === 0 ? 'candidate' : 'control',
      failed: at % 2 === 0 && (at / 2) % fails === 0,
      ms: 5,
      at: began + (at / 500) * 61 * minute,
    },
  }));
