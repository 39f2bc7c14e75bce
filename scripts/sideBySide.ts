import { availableParallelism } from 'node:os';
import type { Print } from './process.ts';
import { sum, type Tally } from './tally.ts';

/** Something that is counted. It shows what it does as it goes, or gives it to `print` where it is told to. */
export type Job = (print?: Print) => Promise<Tally>;

/**
 * Runs jobs at the same time. The terminal belongs to the first; what the others print follows once all have ended,
 * in their order, so that it can be read.
 *
 * @param atOnce whether there are processors for it; one after the other without
 */
export async function sideBySide(jobs: readonly Job[], atOnce = availableParallelism() > 1): Promise<Tally> {
  if (!atOnce) {
    const tallies: Tally[] = [];
    for (const job of jobs) tallies.push(await job());
    return sum(tallies);
  }
  const printed: string[][] = jobs.map(() => []);
  const run = (job: Job, at: number) => (at === 0 ? job() : job((text) => printed[at]?.push(text)));
  try {
    return sum(await Promise.all(jobs.map(run)));
  } finally {
    for (const text of printed.flat()) console.log(text);
  }
}
