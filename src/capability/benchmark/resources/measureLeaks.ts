import { type TaskOptions, throwIfCancelled } from '#base';
import type { LeakReport, MemoryPoint } from '#protocol';
import { duration } from '../report/words.ts';
import { leakVerdict } from './leaks.ts';
import { fewest, most, type Soaker, type SoakOptions, soakerOf, tellingTrial } from './soaks.ts';

/** Engines, each with so many times as many calls as the first. */
const engines = 10;

/** So many times the time that is given may be used up by calls of which so few can be made in it; slower ones would take minutes. */
const patience = 10;

export interface LeakOptions extends TaskOptions, SoakOptions {
  /** Milliseconds that all calls are to take together; slow ones take up to ten times as long. */
  readonly longestMs: number;
}

/**
 * Measures what calls leave behind, in engines that make more and more of them, whose memory is collected at the end.
 * @throws CancelledError
 */
export async function measureLeaks({ longestMs, signal, report, ...soaks }: LeakOptions): Promise<LeakReport> {
  const soak = soakerOf(soaks);
  const { calls, trial } = await tellingTrial(soak);
  if (trial.status === 'ok' && trial.usage.left === undefined) {
    const words =
      'This sandbox cannot tell what is left in memory; those with V8 can: isolate, bubblewrap and container.';
    return { verdict: 'not-measured', words, points: [] };
  }
  const perCall = trial.usage.wallMs / calls;
  const shares = (engines * (engines + 1)) / 2;
  const share = Math.min(most, Math.max(fewest, longestMs / perCall / shares));
  const ms = share * shares * perCall;
  if (trial.status === 'ok' && ms > patience * longestMs) {
    const words = `Calls are too slow: to look for leaks would take ${duration(ms)}, of which ${duration(longestMs)} are given.`;
    return { verdict: 'not-measured', words, points: [] };
  }
  let points: readonly MemoryPoint[] = [];
  // What leaks much meets its limit with that many calls: then fewer have to do.
  for (let each = share; points.length < engines && each >= 2; each /= 10) {
    const got = await pointsOf(soak, each, { signal, report });
    if (got.length > points.length) points = got;
  }
  return leakVerdict(points);
}

/** What is left after more and more calls, up to the first engine that comes to no value. */
async function pointsOf(soak: Soaker, each: number, { signal, report }: TaskOptions): Promise<readonly MemoryPoint[]> {
  const points: MemoryPoint[] = [];
  for (let at = 1; at <= engines; at++) {
    throwIfCancelled(signal);
    report?.({ step: 'Looking for leaks', done: at, total: engines });
    const count = Math.round(each * at);
    const { status, usage } = await soak(count);
    if (status !== 'ok' || usage.left === undefined) break;
    points.push({ calls: count, ...usage.left });
  }
  return points;
}
