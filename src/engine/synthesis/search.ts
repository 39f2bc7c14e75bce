import { setImmediate } from 'node:timers/promises';
import { CancelledError, type TaskOptions } from '#base';
import { type ByExampleCandidate, byExample, type SynthesisGap } from '#capability/synthesis';
import { StopFlag } from './stopFlag.ts';

/** Units of work of one search: what makes its result the same on every machine that gets so far within the time. */
const steps = 5_000_000;
/** Milliseconds of one search. */
const longest = 5000;
/** Candidates that are kept. */
const most = 24;
/** Milliseconds between two looks at the messages. */
const turn = 50;

/** The best candidates for a gap, best first; none where the search ended before it found one. @throws CancelledError */
export async function search(
  gap: SynthesisGap,
  stop: SharedArrayBuffer,
  { signal, report }: TaskOptions,
  milliseconds = longest,
): Promise<readonly ByExampleCandidate[]> {
  const flag = new StopFlag(stop);
  const stopped = () => flag.isRaised || signal?.aborted === true;
  const limit = performance.now() + milliseconds;
  const budget = {
    steps,
    // The search looks at it again and again: so it can be ended from outside.
    get deadline() {
      return stopped() ? 0 : limit;
    },
  };
  const found: ByExampleCandidate[] = [];
  let looked = performance.now();
  for (const candidate of byExample.generate(gap, budget)) {
    found.push(candidate);
    if (performance.now() - looked < turn) continue;
    report?.({ step: 'Trying programs', done: found.length });
    await setImmediate();
    if (stopped()) break;
    looked = performance.now();
  }
  if (stopped()) throw new CancelledError();
  return found.sort((a, b) => b.satisfied - a.satisfied || a.cost - b.cost).slice(0, most);
}
