import { availableParallelism } from 'node:os';
import type { Print } from './process.ts';
import { sum, type Tally } from './tally.ts';

/** Something that is counted. */
export interface Job {
  /** Whether it waits for what has to come in time. Such a job leaves a processor half idle, and is late beside another one. */
  readonly hasDeadlines: boolean;
  /** It shows what it does as it goes, or gives it to `print` where it is told to. */
  run(print?: Print): Promise<Tally>;
}

/**
 * Runs jobs in lanes: whichever is free takes the first job that is left, but for those with deadlines, of which there is
 * one at a time. What a job prints is shown when it has ended, so that it can be read; at once where there is one lane.
 *
 * @param lanes two where there are processors for it: a job may start processes of its own
 */
export async function sideBySide(
  jobs: readonly Job[],
  lanes = Math.min(2, availableParallelism(), jobs.length),
): Promise<Tally> {
  const waiting = [...jobs];
  const tallies: Tally[] = [];
  let taken = false;
  let freed = Promise.withResolvers<void>();

  const lane = async (): Promise<void> => {
    while (waiting.length > 0) {
      const at = waiting.findIndex(({ hasDeadlines }) => !(hasDeadlines && taken));
      const [job] = at === -1 ? [] : waiting.splice(at, 1);
      if (job === undefined) {
        await freed.promise;
        continue;
      }
      if (job.hasDeadlines) taken = true;
      try {
        tallies.push(await (lanes > 1 ? shownAtItsEnd(job) : job.run()));
      } finally {
        if (job.hasDeadlines) {
          taken = false;
          freed.resolve();
          freed = Promise.withResolvers();
        }
      }
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return sum(tallies);
}

async function shownAtItsEnd(job: Job): Promise<Tally> {
  const printed: string[] = [];
  try {
    return await job.run((text) => printed.push(text));
  } finally {
    for (const text of printed) console.log(text);
  }
}
