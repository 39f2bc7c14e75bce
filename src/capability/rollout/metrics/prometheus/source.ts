import { isRecord } from '#base';
import type { PlainData } from '#protocol';
import type { RolloutPolicy } from '../../policy.ts';
import type { ObservationSource, Observed, Reading } from '../source.ts';
import type { PrometheusAddress } from './address.ts';
import { type Answer, type Asking, type Failure, type Patience, PrometheusApi } from './api.ts';
import { lastValues } from './before.ts';
import { aheadBy, skewOf } from './clocks.ts';
import { forget, type Growth, growthOf, rememberOld, type Scrapes } from './counters.ts';
import { type Cursor, cursorOf, firstCursor } from './cursor.ts';
import { type Labels, scrapesOf } from './matrix.ts';
import { afterAnswer, afterTooMuch, leastAtOnce } from './portions.ts';
import { filledIn } from './queries.ts';
import { incrementOf, type Kind, kinds, nameOf } from './series.ts';
import { latencyOf, notesOn, stateOf } from './told.ts';

/**
 * Read before the rollout's start, so that counters that ran already are known, and with each reading once more for scrapes that
 * come late; milliseconds. Never longer than what is new may be.
 */
const overlap = 5 * 60_000;

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

  const ask = async (
    kind: Kind,
    query: string,
    at: number,
    { asRange = (data) => data, ...asking }: Asking & { readonly asRange?: (data: unknown) => unknown },
  ): Promise<Answer<Scrapes>> => {
    const answer = await api.query(query, at, asking);
    const data = answer.kind === 'answer' ? { ...answer, value: asRange(answer.value) } : answer;
    const scrapes = scrapesIn(data, (labels) => nameOf(kind, labels, observed));
    return scrapes.kind === 'answer' ? scrapes : { ...scrapes, reason: `${scrapes.reason} The query was ${query}` };
  };

  const readNext = async (
    given: PlainData | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Reading & { readonly isTooMuch?: boolean }> => {
    const known = cursorOf(given);
    const unreachable = (reason: string, cursor: PlainData = given ?? null) => ({
      ...{ state: { kind: 'unreachable' as const, reason }, observations: [], cursor, more: false },
      ...{ notes: address.notes, latency: known === undefined ? {} : latencyOf(known) },
    });
    const asked = clock();
    const its = timeIn(await api.query('time()', undefined, { signal }));
    if (typeof its !== 'number') return unreachable(its.reason);
    const ahead = aheadBy(its, asked, clock());
    const now = Math.min(its, (observed.until?.() ?? Number.POSITIVE_INFINITY) + ahead);
    const cursor = known?.hasBegun ? known : firstCursor(observed.since + ahead, known?.portion);
    const { since, until: from, portion } = cursor;
    const until = Math.min(now, from + portion.step);
    const again = Math.min(overlap, portion.step);
    const mayAskLess = portion.step > leastAtOnce;

    const scrapes = new Map<Kind, Scrapes>();
    const seconds = (Math.max(0, until - from) + again) / 1000;
    for (const kind of kinds) {
      const query = filledIn(policy.prometheus[kind], observed, seconds);
      const answer = await ask(kind, query, until, { signal, mayAskLess });
      if (answer.kind === 'failed') {
        if (!answer.isTooMuch) return unreachable(answer.reason);
        const smaller = { ...cursor, portion: afterTooMuch(Math.max(until - from, again)) };
        return { ...unreachable(answer.reason, smaller), isTooMuch: mayAskLess };
      }
      scrapes.set(kind, answer.value);
    }
    if (!cursor.hasBegun) {
      const before = await valuesBefore(scrapes, since, signal);
      if ('reason' in before) return unreachable(before.reason);
      cursor.counters.mayBeOlder = !before.isWhole;
      for (const [kind, values] of before.values) rememberOld(cursor.counters, kind, values);
      cursor.hasBegun = true;
    }
    const isEmpty = ![...scrapes.values()].some((of) =>
      [...of.values()].some((all) => all.some(({ at }) => at > from)),
    );
    const growth = growthOf(cursor.counters, scrapes, since);
    const tooMany = forget(cursor.counters);
    if (tooMany !== undefined) return unreachable(tooManySeries(tooMany, observed));
    cursor.until = until;
    cursor.portion = afterAnswer(portion, isEmpty && until < now);
    addBuckets(cursor, growth.get('durations') ?? []);
    const increments = kinds
      .flatMap((kind) => (growth.get(kind) ?? []).map((one) => incrementOf(kind, one, limit)))
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

  /** What processes had counted that were not scraped lately before the rollout; nothing, and not whole, where that is too much. */
  const valuesBefore = async (
    scrapes: ReadonlyMap<Kind, Scrapes>,
    since: number,
    signal: AbortSignal | undefined,
  ): Promise<Failure | { readonly isWhole: boolean; readonly values: ReadonlyMap<Kind, Scrapes> }> => {
    const values = new Map<Kind, Scrapes>();
    for (const kind of kinds) {
      const last = await lastValues((seconds, at) => {
        const query = `last_over_time(${filledIn(policy.prometheus[kind], observed, seconds)})`;
        return ask(kind, query, at, { signal, mayAskLess: true, asRange: rangeOf });
      }, since);
      // Of some kinds of counters alone it would be worse than nothing: the others would begin at 0.
      if (last === undefined) return { isWhole: false, values: new Map() };
      if ('reason' in last) return last;
      // Only of who was not scraped lately: of others the last scrape is known as a whole, without series of an earlier start.
      const isSeen = (process: string) =>
        scrapes
          .get(kind)
          ?.get(process)
          ?.some(({ at }) => at <= since);
      values.set(kind, new Map([...last].filter(([process]) => !isSeen(process))));
    }
    return { isWhole: true, values };
  };

  return {
    name: `Prometheus at ${address.url}`,
    read: async (given, signal) => {
      const reading = await readNext(given, signal);
      return reading.isTooMuch ? readNext(reading.cursor, signal) : reading;
    },
  };
}

function timeIn(answer: Answer<unknown>): number | { readonly reason: string } {
  if (answer.kind === 'failed') return answer;
  const result = isRecord(answer.value) ? answer.value.result : undefined;
  const seconds = Array.isArray(result) ? Number(result[1]) : Number.NaN;
  return Number.isFinite(seconds) ? Math.round(seconds * 1000) : { reason: 'Prometheus did not tell its time.' };
}

function scrapesIn(answer: Answer<unknown>, name: (labels: Labels) => string | undefined): Answer<Scrapes> {
  if (answer.kind === 'failed') return answer;
  const value = scrapesOf(answer.value, name);
  return value === undefined
    ? { kind: 'failed', reason: 'A query of the policy has to give a range vector: it ends with [$range].' }
    : { kind: 'answer', value };
}

/** An instant vector as a range vector with one sample each. */
function rangeOf(data: unknown): unknown {
  if (!isRecord(data) || data.resultType !== 'vector' || !Array.isArray(data.result)) return data;
  const result = data.result.map((series: unknown) =>
    isRecord(series) ? { ...series, values: [series.value] } : series,
  );
  return { resultType: 'matrix', result };
}

const tooManySeries = (series: number, { capability }: Observed): string =>
  `Prometheus has ${series.toLocaleString('en')} series of ${capability}, which are more than can be followed: nothing is counted. Have the queries of the rollout policy give fewer, for example of some of the instances.`;

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
