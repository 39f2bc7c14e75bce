import { clock } from '../clock.ts';
import { idle } from '../flags/timers.ts';
import { inTime, isThenable, reasonOf } from './failure.ts';
import type { Implementation } from './implementation.ts';
import type { Shadow } from './report.ts';
import { isSame } from './same.ts';

/** How the new version runs beside the one in use. For programs without side effects: they happen twice. */
export interface ShadowOptions {
  /** Whether two results are as good as the same; data that are equal in all parts, where it is left out. */
  readonly same?: (used: unknown, beside: unknown) => boolean;
  /** Runs that may go on at the same time; 2 by default. What comes meanwhile is skipped. */
  readonly concurrency?: number;
  /** The share of the process's time that runs may hold it, 0 to 1; 0.05 by default. What would be more is skipped. */
  readonly share?: number;
  /** The share of requests that are run at all, 0 to 1; 1 by default. */
  readonly sample?: number;
  /**
   * After so many overruns a version is run no more; 3 by default. An overrun takes longer than the capability's `timeoutMs`
   * (10 seconds without one), or holds the process for longer than 50 ms at once.
   */
  readonly overruns?: number;
  /**
   * Runs a version elsewhere, as in a worker that can be ended: what never comes to an end of its own computing holds the
   * process otherwise. The signal is aborted when its time is over.
   */
  readonly run?: (version: string, input: unknown, signal: AbortSignal) => unknown;
}

const longest = 10_000;
const longestHold = 50;

/** Runs a version on the same input soon, if there is room for it, and compares its result with the one that was used. */
export type Beside = (version: Implementation, input: unknown, context: unknown, used: unknown) => void;

/** Runs versions beside the one whose answer is used: after that answer, some of the time, and for comparison only. */
export function shadowRuns(
  capability: string,
  options: ShadowOptions,
  timeoutMs: number | undefined,
  report: (shadow: Shadow) => void,
): Beside {
  const { same = isSame, concurrency = 2, share = 0.05, sample = 1, overruns = 3, run } = options;
  const limit = timeoutMs ?? longest;
  let running = 0;
  /** Before it, runs would hold the process for more than their share. */
  let notBefore = 0;

  /** Runs a part that holds the process, and lets so much time pass afterwards that it stays within its share. */
  function held<Result>(version: Implementation, part: () => Result): Result {
    const began = clock.now();
    try {
      return part();
    } finally {
      const ended = clock.now();
      notBefore = Math.max(notBefore, ended) + (ended - began) * (1 / Math.max(share, 1e-6) - 1);
      if (ended - began > Math.min(longestHold, limit)) version.overran++;
    }
  }

  async function compare(version: Implementation, input: unknown, context: unknown, used: unknown) {
    const began = clock.now();
    const ended = new AbortController();
    const told = (result: Shadow['result'], reason?: string) => {
      return { result, milliseconds: clock.now() - began, reason };
    };
    /** What goes wrong by no fault of the version; nothing while the version runs. */
    let cannot = 'The input cannot be copied: ';
    try {
      const result = held(version, () => {
        // The version must not reach what the app goes on with.
        const copy = structuredClone(input);
        cannot = '';
        return run ? run(version.version, copy, ended.signal) : version.run(copy, context);
      });
      // By what the timer says: it may end before the clock has come so far.
      const late = () => version.overran++;
      const done = isThenable(result) ? await inTime(result, limit, `Version ${version.version}`, late) : result;
      cannot = 'The results cannot be compared: ';
      return told(held(version, () => same(used, done)) ? 'same' : 'different');
    } catch (error) {
      ended.abort();
      return told(cannot ? 'skipped' : 'failed', cannot + reasonOf(error));
    }
  }

  return (version, input, context, used) => {
    if (Math.random() >= sample) return;
    const about = { capability, version: version.version, input };
    const isOff = version.overran >= overruns;
    if (isOff || running >= concurrency || clock.now() < notBefore) {
      const reason = isOff ? `It is off after ${overruns} overruns.` : undefined;
      report({ ...about, result: 'skipped', milliseconds: 0, reason });
      return;
    }
    running++;
    const start = async () => {
      const told = await compare(version, input, context, used);
      running--;
      report({ ...about, ...told });
    };
    // In a turn of its own: whoever waits for the answer goes first.
    idle(setTimeout(start, 0));
  };
}
