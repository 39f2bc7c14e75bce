import * as v from 'valibot';
import type { Scrape } from './matrix.ts';

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const finite = v.pipe(v.number(), v.finite());

/** Scrapes between which a process was started anew; of one that `isOld` nobody knows when, maybe long before the rollout. */
const restartSchema = v.object({ from: finite, at: finite, isOld: v.boolean() });
type Restart = v.InferOutput<typeof restartSchema>;

/**
 * The last scrape of some of the counters of a process. `isOld` for what was not scraped for a while before the rollout: its values
 * are the last ones of each series, of whatever start.
 */
const seriesSchema = v.object({ at: finite, values: v.record(v.string(), finite), isOld: v.boolean() });
type Series = v.InferOutput<typeof seriesSchema>;

/** What is known of a process: how often it was started anew, when it was last, and its counters, by what they count. */
const processSchema = v.object({
  starts: whole,
  restart: v.nullable(restartSchema),
  kinds: v.record(v.string(), seriesSchema),
});
type Process = v.InferOutput<typeof processSchema>;

/** What is known of the counters of all processes. */
export const countersSchema = v.object({
  processes: v.record(v.string(), processSchema),
  /** A process that is not known may have counted before the rollout: it begins with its first scrape. */
  mayBeOlder: v.boolean(),
});
export type Counters = v.InferOutput<typeof countersSchema>;

export const noCounters = (): Counters => ({ processes: {}, mayBeOlder: false });

/** Of each process, oldest first. */
export type Scrapes = ReadonlyMap<string, readonly Scrape[]>;

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

/** More series take memory and time that others need; a fleet whose answers can be read has fewer. */
const mostSeries = 1_000_000;

/** A process that was not scraped for so long may be forgotten where there are too many, in milliseconds. */
const gone = 60 * 60_000;

/**
 * What counters of processes have grown by from scrape to scrape; the sum is never less than what Prometheus's `increase`
 * says, which extrapolates, and misses the first value of a series, so a version's first error.
 *
 * - A series that is new in a process has grown from 0: counters begin there, and label values appear when they are first
 *   met.
 * - If a counter of a process falls, or is gone, the process was started anew and all of its counters began at 0, of
 *   whatever kind.
 * - A missed scrape makes one longer step. What grew between the last scrape of a process and its end is lost: nobody has it.
 * - An old one of which a counter fell was started anew at a time that nobody knows, maybe long before the rollout: its
 *   next scrape is where it begins. So does one that is not known and may be older.
 * - Of a process that is seen for the first time, what it had counted until `since` is not counted: its last scrape until
 *   then is where it begins. Without one it was started later, and begins at 0.
 *
 * @param known from the call before; changed
 * @param scrapes by what is counted; those that are known already are passed over
 * @param since when the rollout began, in milliseconds since 1970
 * @returns of the same kinds, oldest first
 */
export function growthOf<K extends string>(
  known: Counters,
  scrapes: ReadonlyMap<K, Scrapes>,
  since: number,
): ReadonlyMap<K, readonly Growth[]> {
  const kinds = [...scrapes.keys()];
  const growth = new Map(kinds.map((kind) => [kind, [] as Growth[]]));
  for (const name of new Set([...scrapes.values()].flatMap((of) => [...of.keys()]))) {
    const own = new Map(kinds.map((kind) => [kind, scrapes.get(kind)?.get(name) ?? []]));
    const process = known.processes[name] ?? firstMet(known, [...own.values()].flat(), since);
    known.processes[name] = process;
    const { all, startsAt } = restartsOf(process, own, since);
    for (const [kind, its] of own) {
      for (const { at, values } of its) {
        const before = process.kinds[kind];
        if (before !== undefined && at <= before.at) continue;
        const now = Object.fromEntries(values);
        process.kinds[kind] = { at, values: now, isOld: false };
        if (at <= since) continue;
        const start = startOf(before, at, now, all);
        if (start === 'unknown') continue;
        const by = new Map<string, number>();
        for (const [id, value] of values) {
          const more = start === 'anew' ? value : value - (before?.values[id] ?? 0);
          if (more >= 0) by.set(id, more);
        }
        if ([...by.values()].some((more) => more > 0))
          growth.get(kind)?.push({ process: `${name}#${startsAt(at)}`, from: before?.at ?? since, at, by });
      }
    }
    process.starts = startsAt(Number.POSITIVE_INFINITY);
    const restart = all.at(-1);
    if (restart !== undefined) process.restart = restart;
  }
  return new Map([...growth].map(([kind, all]) => [kind, all.toSorted((a, b) => a.at - b.at)]));
}

/** A process of which nothing is known: where it may have been there before, nobody knows since when it counts. */
function firstMet({ mayBeOlder }: Counters, scrapes: readonly Scrape[], since: number): Process {
  const at = scrapes.reduce((first, scrape) => Math.min(first, scrape.at), Number.POSITIVE_INFINITY);
  const isOld = mayBeOlder && at > since;
  return { starts: 0, restart: isOld ? { from: at, at, isOld } : null, kinds: {} };
}

/** Whether counters went on from a scrape to another, from 0, or nobody knows from what. */
function startOf(
  before: Series | undefined,
  at: number,
  now: Series['values'],
  restarts: readonly Restart[],
): 'goes-on' | 'anew' | 'unknown' {
  if (before === undefined) return restarts.some((one) => one.isOld && one.at >= at) ? 'unknown' : 'anew';
  // What other counters of the process tell is so if it was then, and not before or after these scrapes.
  const between = restarts.filter((one) => one.from >= before.at && one.at > before.at && one.at <= at);
  if (between.length === 0 && !wasStartedAnew(before, now)) return 'goes-on';
  return before.isOld || between.some(({ isOld }) => isOld) ? 'unknown' : 'anew';
}

/**
 * When a process was started anew, the last time before included, oldest first. One start may be seen by several kinds of
 * counters, between scrapes that are not the same: the closest ones tell when it was.
 */
function restartsOf(
  process: Process,
  scrapes: ReadonlyMap<string, readonly Scrape[]>,
  since: number,
): { readonly all: readonly Restart[]; readonly startsAt: (at: number) => number } {
  const seen: Restart[] = [];
  for (const [kind, its] of scrapes) {
    let before = process.kinds[kind];
    for (const { at, values } of its) {
      if (before !== undefined && at <= before.at) continue;
      const now = Object.fromEntries(values);
      if (at > since && before !== undefined && wasStartedAnew(before, now))
        seen.push({ from: before.at, at, isOld: before.isOld });
      before = { at, values: now, isOld: false };
    }
  }
  const all = process.restart === null ? [] : [process.restart];
  for (const one of seen.toSorted((a, b) => a.at - a.from - (b.at - b.from)))
    if (!all.some((other) => one.from < other.at && other.from < one.at)) all.push(one);
  const counted = all.filter(({ isOld }) => !isOld);
  const before = process.starts - (process.restart?.isOld === false ? 1 : 0);
  return {
    all: all.toSorted((a, b) => a.at - b.at),
    startsAt: (at) => before + counted.filter((one) => one.at <= at).length,
  };
}

/** What processes had counted that were not scraped for a while before the rollout. @param known changed */
export function rememberOld(known: Counters, kind: string, scrapes: Scrapes): void {
  for (const [name, all] of scrapes) {
    const last = all.at(-1);
    if (last === undefined) continue;
    const process = known.processes[name] ?? { starts: 0, restart: null, kinds: {} };
    known.processes[name] = process;
    process.kinds[kind] = { at: last.at, values: Object.fromEntries(last.values), isOld: true };
  }
}

/** Counters never fall. One that is gone is another start's, which for an old one says nothing. */
function wasStartedAnew({ values, isOld }: Series, now: Series['values']): boolean {
  return Object.entries(values).some(([id, value]) => !((now[id] ?? (isOld ? value : -1)) >= value));
}

/** When counters of a kind were scraped last, of each process that has them; milliseconds since 1970. */
export const scrapedAt = ({ processes }: Counters, kind: string): readonly number[] =>
  Object.values(processes).flatMap(({ kinds }) => kinds[kind]?.at ?? []);

/**
 * Forgets processes that have ended, those that ended first, where there are too many series. Who has not ended must not be
 * forgotten, and who comes back must not be taken for one that has just begun: then all of its past would be evidence.
 * @param known changed
 * @returns the number of series where it is still too large
 */
export function forget(known: Counters, most = mostSeries): number | undefined {
  let series = 0;
  const all = Object.entries(known.processes).map(([name, { kinds }]) => {
    const its = Object.values(kinds);
    const size = its.reduce((sum, { values }) => sum + Object.keys(values).length, 0);
    series += size;
    return { name, size, at: Math.max(...its.map(({ at }) => at)) };
  });
  if (series <= most) return undefined;
  const latest = all.reduce((last, { at }) => Math.max(last, at), Number.NEGATIVE_INFINITY);
  for (const { name, size, at } of all.toSorted((a, b) => a.at - b.at)) {
    if (series <= most || at >= latest - gone) break;
    delete known.processes[name];
    known.mayBeOlder = true;
    series -= size;
  }
  return series > most ? series : undefined;
}
