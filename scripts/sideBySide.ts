import { availableParallelism } from 'node:os';
import type { Print } from './process.ts';
import { sum, type Tally } from './tally.ts';

/** Something that is counted. */
export interface Job {
  /** Whether it waits for what has to come in time. Such a job leaves a processor half idle, and is late beside many others. */
  readonly hasDeadlines: boolean;
  /** It shows what it does as it goes, or gives it to `print` where it is told to. */
  run(print?: Print): Promise<Tally>;
}

/** Jobs with deadlines at a time: what each leaves of a processor the others take. */
const mostWithDeadlines = 2;

/**
 * Runs jobs in lanes: whichever is free takes the first job that is left, but for those with deadlines, of which there are
 * two at a time. What a job prints is shown when it has ended, so that it can be read; at once where there is one lane.
 *
 * @param lanes three where there are processors for it: a job may start processes of its own
 */
export async function sideBySide(
  jobs: readonly Job[],
  lanes = Math.min(availableParallelism() > 1 ? 3 : 1, jobs.length),
): Promise<Tally> {
  const waiting = [...jobs];
  const tallies: Tally[] = [];
  let withDeadlines = 0;
  let freed = Promise.withResolvers<void>();

  const lane = async (): Promise<void> => {
    while (waiting.length > 0) {
      const at = waiting.findIndex(({ hasDeadlines }) => !(hasDeadlines && withDeadlines === mostWithDeadlines));
      const [job] = at === -1 ? [] : waiting.splice(at, 1);
      if (job === undefined) {
        await freed.promise;
        continue;
      }
      if (job.hasDeadlines) withDeadlines++;
      try {
        tallies.push(await (lanes > 1 ? shownAtItsEnd(job) : job.run()));
      } finally {
        if (job.hasDeadlines) {
          withDeadlines--;
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
