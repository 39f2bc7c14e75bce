import * as v from 'valibot';
import type { Scrape } from './matrix.ts';

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const finite = v.pipe(v.number(), v.finite());

/**
 * What is known of the counters of each process: its last scrape, and how often it was started anew. `isOld` for one that was
 * not scraped for a while before the rollout: its values are the last ones of each series, of whatever start.
 */
export const countersSchema = v.record(
  v.string(),
  v.object({ at: finite, starts: whole, values: v.record(v.string(), finite), isOld: v.boolean() }),
);
export type Counters = v.InferOutput<typeof countersSchema>;

/** What counters have grown by. */
export interface Growth {
  /** The process, of this start. */
  readonly process: string;
  /** The scrapes before and after it, in milliseconds since 1970. */
  readonly from: number;
  readonly at: number;
  /** 0 for series that did not grow: a bucket that stays as it is says something, too. */
  readonly by: ReadonlyMap<string, number>;
}

/**
 * Of more processes those are forgotten that were not scraped for the longest time. A process may be gone for days, as Prometheus
 * may, and one that comes back must not be taken for one that has just begun.
 */
const mostProcesses = 2000;

/**
 * What counters of processes have grown by from scrape to scrape; the sum is never less than what Prometheus's `increase`
 * says, which extrapolates, and misses the first value of a series, so a version's first error.
 *
 * - A series that is new in a process has grown from 0: counters begin there, and label values appear when they are first
 *   met.
 * - If a counter of a process falls, or is gone, the process was started anew and all of its counters began at 0.
 * - A missed scrape makes one longer step. What grew between the last scrape of a process and its end is lost: nobody has it.
 * - An old one of which a counter fell was started anew at a time that nobody knows, maybe long before the rollout: its
 *   next scrape is where it begins.
 * - Of a process that is seen for the first time, what it had counted until `since` is not counted: its last scrape until
 *   then is where it begins. Without one it was started later, and begins at 0.
 *
 * @param known from the call before; changed
 * @param scrapes of each process, oldest first; those that are known already are passed over
 * @param since when the rollout began, in milliseconds since 1970
 */
export function growthOf(
  known: Counters,
  scrapes: ReadonlyMap<string, readonly Scrape[]>,
  since: number,
): readonly Growth[] {
  const growth: Growth[] = [];
  for (const [process, all] of scrapes) {
    for (const { at, values } of all) {
      const before = known[process];
      if (before !== undefined && at <= before.at) continue;
      const now = Object.fromEntries(values);
      if (at <= since) {
        known[process] = { at, starts: before?.starts ?? 0, values: now, isOld: false };
        continue;
      }
      const isAnew = before !== undefined && wasStartedAnew(before, now);
      if (isAnew && before.isOld) {
        known[process] = { at, starts: before.starts, values: now, isOld: false };
        continue;
      }
      const starts = (before?.starts ?? 0) + (isAnew ? 1 : 0);
      const by = new Map<string, number>();
      for (const [id, value] of values) {
        const more = isAnew ? value : value - (before?.values[id] ?? 0);
        if (more >= 0) by.set(id, more);
      }
      if ([...by.values()].some((more) => more > 0))
        growth.push({ process: `${process}#${starts}`, from: before?.at ?? since, at, by });
      known[process] = { at, starts, values: now, isOld: false };
    }
  }
  forget(known);
  return growth.toSorted((a, b) => a.at - b.at);
}

/** What processes had counted that were not scraped for a while before the rollout. @param known changed */
export function rememberOld(known: Counters, scrapes: ReadonlyMap<string, readonly Scrape[]>): void {
  for (const [process, all] of scrapes) {
    const last = all.at(-1);
    if (last) known[process] = { at: last.at, starts: 0, values: Object.fromEntries(last.values), isOld: true };
  }
}

/** Counters never fall. One that is gone is another start's, which for an old one says nothing. */
function wasStartedAnew({ values, isOld }: Counters[string], now: Readonly<Record<string, number>>): boolean {
  return Object.entries(values).some(([id, value]) => !((now[id] ?? (isOld ? value : -1)) >= value));
}

/** When any process was scraped last. */
export const lastScrape = (known: Counters): number | undefined =>
  Object.values(known).reduce<number | undefined>((last, { at }) => Math.max(at, last ?? at), undefined);

function forget(known: Counters): void {
  const all = Object.entries(known);
  if (all.length <= mostProcesses) return;
  const latestFirst = all.toSorted(([, one], [, other]) => other.at - one.at);
  for (const [process] of latestFirst.slice(mostProcesses)) delete known[process];
}
