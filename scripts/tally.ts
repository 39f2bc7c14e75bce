/** What a part of the test run came to. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const nothing: Tally = { passed: 0, failed: 0, skipped: 0 };
export const onePassed: Tally = { ...nothing, passed: 1 };
export const oneFailed: Tally = { ...nothing, failed: 1 };
export const oneSkipped: Tally = { ...nothing, skipped: 1 };

export function sum(tallies: Iterable<Tally>): Tally {
  let total = nothing;
  for (const { passed, failed, skipped } of tallies) {
    total = { passed: total.passed + passed, failed: total.failed + failed, skipped: total.skipped + skipped };
  }
  return total;
}

/** A part that ended badly has failed, even where it counted no failed test. */
export function atLeastOneFailed(tally: Tally): Tally {
  return { ...tally, failed: Math.max(tally.failed, 1) };
}

export function inWords({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
