import { type TaskOptions, throwIfCancelled } from '#base';
import type { LeakReport, MemoryPoint } from '#protocol';
import { duration } from '../report/words.ts';
import { fewestPoints, leakVerdict, outgrown } from './leaks.ts';
import { fewest, most, type Soaker, type SoakOptions, soakerOf, tellingTrial } from './soaks.ts';

/** Engines, each with so many times as many calls as the first. */
const engines = 10;

/** Where so many calls fit into memory, too few rounds were not for want of it. */
const fit = 64;

/** So many times the time that is given may be used up by calls of which so few can be made in it; slower ones would take minutes. */
const patience = 10;

/** A machine that is busy for a moment makes a trial of few calls long: what seems too slow is tried so often again, in the time that is given. */
const retrials = 2;

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
  let perCall = trial.usage.wallMs / calls;
  const shares = (engines * (engines + 1)) / 2;
  const shareOf = () => Math.min(most, Math.max(fewest, longestMs / perCall / shares));
  const takes = () => shareOf() * shares * perCall;
  const isSlow = () => trial.status === 'ok' && takes() > patience * longestMs;
  const isCheap = trial.usage.wallMs <= longestMs;
  for (let again = 0; again < retrials && isCheap && isSlow(); again++) {
    throwIfCancelled(signal);
    const other = await tellingTrial(soak);
    if (other.trial.status === 'ok') perCall = Math.min(perCall, other.trial.usage.wallMs / other.calls);
  }
  const [share, ms, isTooSlow] = [shareOf(), takes(), isSlow()];
  let points: readonly MemoryPoint[] = [];
  // What leaks much meets its limit with that many calls: then fewer have to do.
  for (let each = share; !isTooSlow && points.length < engines && each >= 2; each /= 10) {
    const got = await pointsOf(soak, each, { signal, report });
    if (got.length > points.length) points = got;
  }
  if (points.length >= fewestPoints) return leakVerdict(points);
  const one = soakerOf({ ...soaks, examples: soaks.examples.slice(0, 1) });
  const grown = await outgrowing(one, patience * longestMs, signal);
  if (grown !== undefined) return outgrown(grown);
  if (!isTooSlow) return leakVerdict(points);
  const words = `Calls are too slow: to look for leaks would take ${duration(ms)}, of which ${duration(longestMs)} are given.`;
  return { verdict: 'not-measured', words, points: [] };
}

/**
 * What leaks megabytes ends the few calls that fit before there are points enough. Then it tells that some calls of the same input
 * fit into the memory of one engine, and more do not, both times.
 * @param longestMs milliseconds that more calls are tried
 */
async function outgrowing(
  soak: Soaker,
  longestMs: number,
  signal: AbortSignal | undefined,
): Promise<{ readonly fits: number; readonly tooMany: number } | undefined> {
  let [fits, ms, next] = [0, 0, 0];
  for (let calls = 1; calls <= fit && ms + next <= longestMs; calls *= 2) {
    throwIfCancelled(signal);
    const { status, usage } = await soak(calls);
    ms += usage.wallMs;
    next = 2 * usage.wallMs;
    if (status === 'ok') fits = calls;
    else if (status !== 'out-of-memory' || fits === 0) return undefined;
    else {
      throwIfCancelled(signal);
      const isSame = (await soak(fits)).status === 'ok' && (await soak(calls)).status === status;
      return isSame ? { fits, tooMany: calls } : undefined;
    }
  }
  return undefined;
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
