import { expect, test } from 'vitest';
import { inOwnTime } from '../../../../src/capability/safety/regex/ownTime.ts';

/** Work that needs so much processor time, on a machine that gives it a share of each millisecond. */
function on(share: number, needed: number) {
  let own = 0;
  const timeouts: number[] = [];
  const run = (timeout: number) => {
    timeouts.push(timeout);
    own += Math.min(needed, timeout * share);
    return timeout * share >= needed ? 'judged' : 'late';
  };
  return {
    result: inOwnTime(
      run,
      (result) => result === 'late',
      1500,
      () => own,
    ),
    timeouts,
  };
}

test.each([
  ['is judged at once on a quiet machine', 1, 1000, 'judged', [1500]],
  ['that needs more is given up there, after one try', 1, 4000, 'late', [1500]],
  ['is judged on a busy machine, in more time', 0.25, 1000, 'judged', [1500, 6000]],
  ['is judged on a busy machine in whole milliseconds', 0.7, 1200, 'judged', [1500, 2143]],
  ['that needs more is given up there as well', 0.25, 4000, 'late', [1500, 6000]],
  ['is not waited for without end', 0.001, 1000, 'late', [1500, 20_000, 20_000]],
])('what %s', (_, share, needed, expected, timeouts) => {
  expect(on(share, needed)).toEqual({ result: expected, timeouts });
});

test('what gives up is not run again where nobody knows its own time', () => {
  let runs = 0;
  const run = () => {
    runs++;
    return 'late';
  };
  expect(
    inOwnTime(
      run,
      () => true,
      1500,
      () => undefined,
    ),
  ).toBe('late');
  expect(runs).toBe(1);
});
