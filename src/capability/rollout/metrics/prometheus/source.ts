import * as v from 'valibot';
import { isRecord } from '#base';
import type { PlainData } from '#protocol';
import type { Arm } from '../../decision/request.ts';
import type { RolloutPolicy } from '../../policy.ts';
import type { LatencyFigures, ObservationSource, Observed, Reading, SourceState } from '../source.ts';
import type { PrometheusAddress } from './address.ts';
import { type Answer, type Failure, type Patience, PrometheusApi } from './api.ts';
import { boundOf, latencyIn, slowBound } from './buckets.ts';
import { aheadBy, skewOf } from './clocks.ts';
import { countersSchema, type Growth, growthOf, lastScrape, rememberOld } from './counters.ts';
import { type Labels, type Scrape, scrapesOf } from './matrix.ts';
import { filledIn } from './queries.ts';
import { incrementOf, type Kind, kinds, nameOf } from './series.ts';

/**
 * Read before the rollout's start, so that counters that ran already are known, and with each reading once more for scrapes that
 * come late; milliseconds. Never longer than what is new may be.
 */
const overlap = 5 * 60_000;

/** How far back it is looked, at first, for what processes had counted before the rollout that were not scraped lately; seconds. */
const lookBack = 24 * 60 * 60;

/** Read at once, in milliseconds: after a long time without a controller it takes several readings. */
const atOnce = 30 * 60_000;

/** Of a fleet so large that an answer would be too much: so little, and then twice as much each time until it is too much again. */
const leastAtOnce = 60_000;

/** Where there is nothing, as after its clock has jumped, twice as much each time, until so much, in milliseconds. */
const mostAtOnce = 30 * 24 * 60 * 60_000;

const cursorSchema = v.object({
  format: v.literal(1),
  /** When the rollout began, by Prometheus's clock in milliseconds since 1970. */
  since: v.pipe(v.number(), v.finite()),
  /** All until then is read, by Prometheus's clock in milliseconds since 1970. */
  until: v.pipe(v.number(), v.finite()),
  /** How much is read next, in milliseconds. */
  step: v.pipe(v.number(), v.minValue(leastAtOnce), v.maxValue(mostAtOnce)),
  counters: v.object({ requests: countersSchema, durations: countersSchema, feedback: countersSchema }),
  /** Requests up to each bound, for the figures that people see. */
  buckets: v.record(v.string(), v.record(v.string(), v.number())),
});
type Cursor = v.InferOutput<typeof cursorSchema>;

/** What a source of a fleet needs to know. */
export interface PrometheusOptions {
  readonly address: PrometheusAddress;
  readonly policy: RolloutPolicy;
  readonly observed: Observed;
  readonly patience?: Patience;
  /** Milliseconds since 1970: the clock by which the rollout began; the system's by default. */
  readonly clock?: () => number;
}

/** The requests of a rollout in a fleet, as Prometheus has scraped the counters of all its processes. */
export function prometheusSource(options: PrometheusOptions): ObservationSource {
  const { address, policy, observed, patience, clock = Date.now } = options;
  const api = new PrometheusApi(address, patience);
  const limit = policy.latency.ms / 1000;

  /** @param step how much is read, in milliseconds */
  const readNext = async (
    given: PlainData | undefined,
    signal: AbortSignal | undefined,
    step = cursorOf(given)?.step ?? atOnce,
  ): Promise<Reading & { readonly isTooMuch?: boolean }> => {
    const known = cursorOf(given);
    const unreachable = ({ reason, isTooMuch = false }: Omit<Failure, 'kind'>) => ({
      state: { kind: 'unreachable' as const, reason },
      isTooMuch: isTooMuch && step > leastAtOnce,
      observations: [],
      cursor: given ?? null,
      more: false,
      notes: address.notes,
      latency: known === undefined ? {} : latencyOf(known),
    });
    const asked = clock();
    const now = timeIn(await api.query('time()', undefined, signal));
    if (typeof now !== 'number') return unreachable({ reason: now.reason });
    const ahead = aheadBy(now, asked, clock());
    const cursor = known ?? firstCursor(observed.since + ahead);
    const { since, until: from } = cursor;
    const until = Math.min(now, from + step);
    const seconds = (Math.max(0, until - from) + Math.min(overlap, step)) / 1000;
    const growth: Partial<Record<Kind, readonly Growth[]>> = {};
    let isEmpty = true;
    const ask = async (kind: Kind, query: string, at: number, asRange = (data: unknown) => data) => {
      const answer = await api.query(query, at, signal);
      const data = answer.kind === 'answer' ? { ...answer, value: asRange(answer.value) } : answer;
      const scrapes = scrapesIn(data, (labels) => nameOf(kind, labels, observed));
      return scrapes.kind === 'answer' ? scrapes : { ...scrapes, reason: `${scrapes.reason} The query was ${query}` };
    };
    for (const kind of kinds) {
      const template = policy.prometheus[kind];
      const scrapes = await ask(kind, filledIn(template, observed, seconds), until);
      if (scrapes.kind === 'failed') return unreachable(scrapes);
      if (known === undefined) {
        const query = `last_over_time(${filledIn(template, observed, lookBack)})`;
        const before = await ask(kind, query, since, rangeOf);
        if (before.kind === 'failed') return unreachable(before);
        // Only of who was not scraped lately: of others the last scrape is known as a whole, without series of an earlier start.
        const unseen = [...before.value].filter(
          ([process]) => !scrapes.value.get(process)?.some(({ at }) => at <= since),
        );
        rememberOld(cursor.counters[kind], new Map(unseen));
      }
      isEmpty &&= ![...scrapes.value.values()].some((all) => all.some(({ at }) => at > from));
      growth[kind] = growthOf(cursor.counters[kind], scrapes.value, since);
    }
    cursor.until = until;
    cursor.step = until < now ? Math.min(isEmpty ? mostAtOnce : atOnce, step * 2) : Math.min(atOnce, step);
    addBuckets(cursor, growth.durations ?? []);
    const increments = kinds
      .flatMap((kind) => (growth[kind] ?? []).map((one) => incrementOf(kind, one, limit)))
      .map((increment) => ({ ...increment, from: increment.from - ahead, at: increment.at - ahead }))
      .toSorted((a, b) => a.at - b.at);
    return {
      state: stateOf(cursor, now, policy, observed),
      observations: increments.map((increment) => ({ kind: 'increment' as const, increment })),
      cursor,
      more: until < now,
      notes: [...address.notes, ...skewOf(ahead), ...notesOn(cursor, now, policy)],
      latency: latencyOf(cursor),
    };
  };

  return {
    name: `Prometheus at ${address.url}`,
    read: async (given, signal) => {
      const reading = await readNext(given, signal);
      return reading.isTooMuch ? readNext(given, signal, leastAtOnce) : reading;
    },
  };
}

function cursorOf(given: PlainData | undefined): Cursor | undefined {
  const read = v.safeParse(cursorSchema, given);
  // What is read is changed, and the one given has to stay as it is until the next one is saved.
  return read.success ? structuredClone(read.output) : undefined;
}

const firstCursor = (since: number): Cursor => ({
  ...{ format: 1, since, until: since, step: atOnce, buckets: {} },
  counters: { requests: {}, durations: {}, feedback: {} },
});

function timeIn(answer: Answer<unknown>): number | { readonly reason: string } {
  if (answer.kind === 'failed') return answer;
  const result = isRecord(answer.value) ? answer.value.result : undefined;
  const seconds = Array.isArray(result) ? Number(result[1]) : Number.NaN;
  return Number.isFinite(seconds) ? Math.round(seconds * 1000) : { reason: 'Prometheus did not tell its time.' };
}

/** An instant vector as a range vector with one sample each. */
function rangeOf(data: unknown): unknown {
  if (!isRecord(data) || data.resultType !== 'vector' || !Array.isArray(data.result)) return data;
  const result = data.result.map((series: unknown) =>
    isRecord(series) ? { ...series, values: [series.value] } : series,
  );
  return { resultType: 'matrix', result };
}

function scrapesIn(
  answer: Answer<unknown>,
  name: (labels: Labels) => string | undefined,
): Answer<ReadonlyMap<string, readonly Scrape[]>> {
  if (answer.kind === 'failed') return answer;
  const value = scrapesOf(answer.value, name);
  return value === undefined
    ? { kind: 'failed', reason: 'A query of the policy has to give a range vector: it ends with [$range].' }
    : { kind: 'answer', value };
}

function addBuckets({ buckets: known }: Cursor, growth: readonly Growth[]): void {
  for (const { by } of growth) {
    for (const [name, count] of by) {
      const [arm = '', , le = ''] = name.split(' ');
      const buckets = known[arm] ?? {};
      known[arm] = buckets;
      buckets[le] = (buckets[le] ?? 0) + count;
    }
  }
}

const bucketsOf = ({ buckets }: Cursor, arm: Arm): ReadonlyMap<number, number> =>
  new Map(Object.entries(buckets[arm] ?? {}).map(([le, count]) => [boundOf(le), count]));

function latencyOf(cursor: Cursor): Reading['latency'] {
  const figures = (['control', 'candidate'] as const).map((arm) => [arm, latencyIn(bucketsOf(cursor, arm))] as const);
  return Object.fromEntries(figures.filter((one): one is [Arm, LatencyFigures] => one[1] !== undefined));
}

function stateOf({ counters }: Cursor, now: number, { prometheus }: RolloutPolicy, observed: Observed): SourceState {
  const last = lastScrape(counters.requests);
  if (last === undefined) {
    const reason = `Prometheus has no requests of ${observed.capability} in version ${[observed.stable, observed.candidate].filter(Boolean).join(' or ')}. Look whether the app exports toolwright_requests_total and Prometheus scrapes it.`;
    return { kind: 'no-data', reason };
  }
  if (Object.keys(counters.durations).length === 0) {
    const reason = `Prometheus has requests of ${observed.capability} and no buckets of how long they took, so nobody knows how many were slow. Look whether it scrapes toolwright_request_duration_seconds_bucket, or whatever the rollout policy names in prometheus.durations.`;
    return { kind: 'no-data', reason };
  }
  if (now - last <= prometheus.staleSeconds * 1000) return { kind: 'fresh' };
  const reason = `Prometheus has scraped no process of the app since ${new Date(last).toISOString()}. Look at the targets of Prometheus.`;
  return { kind: 'stale', reason };
}

function notesOn(cursor: Cursor, now: number, { prometheus, latency }: RolloutPolicy): readonly string[] {
  const notes: string[] = [];
  const processes = Object.values(cursor.counters.requests).filter(({ at }) => at > cursor.since);
  const late = processes.filter(({ at }) => now - at > prometheus.staleSeconds * 1000).length;
  if (late > 0 && late < processes.length) {
    notes.push(`${late} of ${processes.length} processes have not been scraped lately; they may have ended.`);
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
