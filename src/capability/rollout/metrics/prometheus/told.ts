import type { Arm } from '../../decision/request.ts';
import type { RolloutPolicy } from '../../policy.ts';
import type { LatencyFigures, Observed, Reading, SourceState } from '../source.ts';
import { boundOf, latencyIn, slowBound } from './buckets.ts';
import { scrapedAt } from './counters.ts';
import type { Cursor } from './cursor.ts';

const bucketsOf = ({ buckets }: Cursor, arm: Arm): ReadonlyMap<number, number> =>
  new Map(Object.entries(buckets[arm] ?? {}).map(([le, count]) => [boundOf(le), count]));

/** How long requests took, by what all readings have brought. */
export function latencyOf(cursor: Cursor): Reading['latency'] {
  const figures = (['control', 'candidate'] as const).map((arm) => [arm, latencyIn(bucketsOf(cursor, arm))] as const);
  return Object.fromEntries(figures.filter((one): one is [Arm, LatencyFigures] => one[1] !== undefined));
}

/** What a scrape is at a time: of the future it may be by a clock that was ahead, and says as little of now as an old one. */
const isFresh = (at: number, now: number, { staleSeconds }: RolloutPolicy['prometheus']): boolean =>
  Math.abs(now - at) <= staleSeconds * 1000;

/** How good the figures are. @param now by Prometheus's clock, in milliseconds since 1970 */
export function stateOf(
  { counters }: Cursor,
  now: number,
  { prometheus }: RolloutPolicy,
  observed: Observed,
): SourceState {
  const scrapes = scrapedAt(counters, 'requests');
  if (scrapes.length === 0) {
    const reason = `Prometheus has no requests of ${observed.capability} in version ${[observed.stable, observed.candidate].filter(Boolean).join(' or ')}. Look whether the app exports toolwright_requests_total and Prometheus scrapes it.`;
    return { kind: 'no-data', reason };
  }
  if (scrapedAt(counters, 'durations').length === 0) {
    const reason = `Prometheus has requests of ${observed.capability} and no buckets of how long they took, so nobody knows how many were slow. Look whether it scrapes toolwright_request_duration_seconds_bucket, or whatever the rollout policy names in prometheus.durations.`;
    return { kind: 'no-data', reason };
  }
  if (scrapes.some((at) => isFresh(at, now, prometheus))) return { kind: 'fresh' };
  const last = scrapes.reduce((latest, at) => Math.max(latest, at));
  const reason =
    last > now
      ? `The last scrape of the app that Prometheus has is of ${new Date(last).toISOString()}, which is still to come: its clock was ahead. Nothing is counted until then; look at the clock of its machine.`
      : `Prometheus has scraped no process of the app since ${new Date(last).toISOString()}. Look at the targets of Prometheus.`;
  return { kind: 'stale', reason };
}

/** What people should know of the figures. @param now by Prometheus's clock, in milliseconds since 1970 */
export function notesOn(cursor: Cursor, now: number, { prometheus, latency }: RolloutPolicy): readonly string[] {
  const notes: string[] = [];
  const scrapes = scrapedAt(cursor.counters, 'requests').filter((at) => at > cursor.since);
  const late = scrapes.filter((at) => !isFresh(at, now, prometheus)).length;
  if (late > 0 && late < scrapes.length) {
    notes.push(`${late} of ${scrapes.length} processes have not been scraped lately; they may have ended.`);
  }
  if (cursor.counters.mayBeOlder) {
    notes.push(
      'There are so many processes that what all of them had counted before is not known: those that appear count from their second scrape on.',
    );
  }
  const buckets = bucketsOf(cursor, 'candidate');
  const bound = slowBound(buckets, latency.ms / 1000);
  if (buckets.size > 0 && Math.abs(bound * 1000 - latency.ms) > 1e-6 * latency.ms) {
    notes.push(
      Number.isFinite(bound)
        ? `The limit of ${latency.ms} ms lies between two buckets of the histogram: only requests above ${bound * 1000} ms count as slow. Give the histogram a bucket at the limit.`
        : `The histogram has no bucket at or above the limit of ${latency.ms} ms, so no request counts as slow. Give it one.`,
    );
  }
  return notes;
}
