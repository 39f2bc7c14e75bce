import { type TaskOptions, throwIfCancelled } from '#base';
import type { CollectionReport, RunResult } from '#protocol';
import { type SoakOptions, soakerOf, tellingTrial } from './soaks.ts';

/**
 * Counts garbage collections while one engine makes call after call, as in an app that loads the capability once. The sandbox
 * has to be one that was opened to count them.
 * @throws CancelledError
 */
export async function measureCollections({
  signal,
  report,
  ...soaks
}: TaskOptions & SoakOptions): Promise<CollectionReport> {
  report?.({ step: 'Counting garbage collections', done: 0 });
  const soak = soakerOf(soaks);
  let last: { readonly calls: number; readonly trial: RunResult } | undefined;
  // What leaks meets its limit with many calls: the most that came to a value tell.
  await tellingTrial(async (calls) => {
    throwIfCancelled(signal);
    const trial = await soak(calls);
    if (trial.status === 'ok') last = { calls, trial };
    return trial;
  });
  throwIfCancelled(signal);
  if (last === undefined) return { words: 'Not measured: calls came to no value.' };
  const { collections } = last.trial.usage;
  if (collections !== undefined) return counted({ calls: last.calls, ...collections });
  return { words: 'Not measured by this runner; those with V8 tell of it: isolate, bubblewrap and container.' };
}

function counted(tally: NonNullable<CollectionReport['counted']>): CollectionReport {
  const { calls, minor, major, overMs } = tally;
  if (minor.count + major.count === 0) return { words: `None in ${calls} calls of one engine.`, counted: tally };
  const per = (count: number) => Number(((count * 1000) / calls).toPrecision(2));
  const share = Number((((minor.ms + major.ms) / overMs) * 100).toPrecision(2));
  return {
    words: `${per(minor.count)} minor and ${per(major.count)} major ones in 1,000 calls of one engine; the program stood still for them ${share} % of the time.`,
    counted: tally,
  };
}
