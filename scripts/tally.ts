import { stripVTControlCharacters } from 'node:util';

/** What a part of the test run came to. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed and why, a line each. */
  readonly failures: readonly string[];
}

const nothing: Tally = { passed: 0, failed: 0, skipped: 0, failures: [] };
export const onePassed: Tally = { ...nothing, passed: 1 };
export const oneSkipped: Tally = { ...nothing, skipped: 1 };

const longestMessage = 300;

export function sum(tallies: Iterable<Tally>): Tally {
  let total = nothing;
  for (const { passed, failed, skipped, failures } of tallies) {
    total = {
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
      failures: [...total.failures, ...failures],
    };
  }
  return total;
}

/** Something that is one test by itself has failed. */
export function oneFailed(failure: string): Tally {
  return { ...nothing, failed: 1, failures: [failure] };
}

/** A part that ended badly has failed, even where it counted no failed test. */
export function atLeastOneFailed(tally: Tally, failure: string): Tally {
  const failures = tally.failures.length > 0 ? tally.failures : [failure];
  return { ...tally, failed: Math.max(tally.failed, 1), failures };
}

/** A failed test in one line: where it is, and the first line of what it says, without colours. */
export function failureLine(test: string, message = ''): string {
  const [first = ''] = stripVTControlCharacters(message).trim().split('\n');
  return first === '' ? test : `${test}: ${first.slice(0, longestMessage)}`;
}

export function inWords({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
