import { median } from 'simple-statistics';
import { type TaskOptions, throwIfCancelled } from '#base';
import type { Difference, RankedCapability } from '#protocol';
import type { Call } from '../call.ts';
import { overInputs } from '../statistics/inputs.ts';
import { randomFrom, shuffled } from '../statistics/random.ts';
import {
  type Comparison,
  confidence,
  isSettled,
  logarithms,
  pairedComparison,
  type Timed,
  verdictOf,
} from './difference.ts';
import { type About, controlWords, differenceWords } from './words.ts';

/** One of those that are compared. */
export interface Contestant {
  readonly name: string;
  readonly version: string;
  readonly call: Call;
}

export interface CompareOptions extends TaskOptions {
  readonly margin: number;
  /** At most; each is one call of every contestant. */
  readonly rounds: number;
  readonly seconds: number;
  /** Milliseconds of some start, by which the seconds are counted; of this machine where it is left out. */
  readonly clock?: () => number;
}

/** When nobody says otherwise. */
export const usualComparison = { margin: 0.02, rounds: 3000, seconds: 60 } as const;

export interface Compared {
  readonly ranking: readonly RankedCapability[];
  readonly differences: readonly Difference[];
  readonly control: Difference;
  /** That count: those in which every call came to a value, after the warm-up. */
  readonly rounds: number;
}

/** Nothing can be said: too few rounds came to values. */
export interface NotCompared {
  /** Of each contestant. */
  readonly failures: readonly number[];
  /** That were made, and that it takes at least. */
  readonly rounds: number;
  readonly needed: number;
}

/** Rounds that warm up, and count for nothing. */
const warmUp = 10;
const leastRounds = 60;
const growth = 1.4;
/** Fewer rounds say nothing at all. */
const fewest = 20;

/**
 * Calls every contestant once a round, in an order that is drawn anew for each, until all ratios are known narrowly enough or
 * the rounds or the time are used up. The first one has two places in a round: what that control tells apart is the
 * machine's doing.
 * @param contestants two at least
 * @throws CancelledError
 */
export async function compareCalls(
  contestants: readonly Contestant[],
  options: CompareOptions,
): Promise<Compared | NotCompared> {
  const { margin, seconds, clock = () => performance.now(), signal, report } = options;
  const [first] = contestants as readonly [Contestant, ...Contestant[]];
  const places = [...contestants, first];
  const calls: Timed[][] = places.map(() => []);
  const failures = places.map(() => 0);
  const random = randomFrom(1);
  const until = clock() + seconds * 1000;
  let look = leastRounds;
  let turn = 0;
  for (; turn < options.rounds && clock() < until; turn++) {
    const round = new Map<number, Timed>();
    for (const place of shuffled([...places.keys()], random)) {
      throwIfCancelled(signal);
      const run = await places[place]?.call(turn);
      if (run === undefined) failures[place] = (failures[place] as number) + 1;
      else round.set(place, run);
    }
    report?.({ step: 'Comparing', done: turn + 1, total: options.rounds });
    if (turn < warmUp || round.size < places.length) continue;
    for (const [place, { ms, input }] of round) calls[place]?.push({ ms, input });
    const { length } = calls[0] ?? [];
    if (length < look) continue;
    look = Math.ceil(length * growth);
    const beside = calls.slice(1).map((other) => pairedComparison(other, calls[0] as Timed[]).ratio);
    if (beside.every((ratio) => isSettled(ratio, margin))) break;
  }
  throwIfCancelled(signal);
  const rounds = calls[0]?.length ?? 0;
  if (rounds >= fewest) return judged(contestants, calls, failures, margin);
  return { failures: failures.slice(0, -1), rounds: turn, needed: warmUp + fewest };
}

function judged(
  contestants: readonly Contestant[],
  calls: readonly (readonly Timed[])[],
  failures: readonly number[],
  margin: number,
): Compared {
  const of = (place: number) => calls[place] as readonly Timed[];
  const first = contestants[0] as Contestant;
  const alone = pairedComparison(of(contestants.length), of(0));
  const beside = told(alone, { subject: `${first.name} beside itself`, reference: first.name, margin });
  const control = { ...beside, words: controlWords(first.name, beside.verdict, beside.ratio, margin) };
  const differing = isToldApart(control) ? first.name : undefined;
  const pairs = contestants.flatMap((_, at) =>
    contestants.slice(at + 1).map((_, after) => [at + 1 + after, at] as const),
  );
  // As many as are looked at, so much surer has each to be (Bonferroni), that all of them hold together.
  const level = 1 - (1 - confidence) / pairs.length;
  const labels = labelsOf(contestants);
  const all = pairs.map(([subject, reference]) => ({
    subject,
    reference,
    difference: told(pairedComparison(of(subject), of(reference), level), {
      subject: labels[subject] as string,
      reference: labels[reference] as string,
      margin,
      differing,
    }),
  }));
  const beats = (one: number, other: number) =>
    all.some(
      ({ subject, reference, difference: { verdict } }) =>
        (subject === one && reference === other && verdict === 'faster') ||
        (subject === other && reference === one && verdict === 'slower'),
    );
  /** Times the time of the first. */
  const besideFirst = (place: number) =>
    all.find(({ subject, reference }) => subject === place && reference === 0)?.difference.ratio.value ?? 1;
  const order = contestants
    .map((contestant, place) => ({
      place,
      contestant,
      ratio: besideFirst(place),
      medianMs: Math.exp(overInputs(logarithms(of(place)), (values) => median([...values]))),
      rank: 1 + contestants.filter((_, other) => beats(other, place)).length,
    }))
    .sort((a, b) => a.rank - b.rank || a.ratio - b.ratio);
  const best = order[0]?.place ?? 0;
  const ranking = order.map(({ place, contestant, medianMs, rank }) => {
    const ties = order.filter(
      (other) => other.place !== place && !beats(place, other.place) && !beats(other.place, place),
    );
    const ratio = place === best ? { value: 1, low: 1, high: 1 } : pairedComparison(of(place), of(best), level).ratio;
    const { name, version } = contestant;
    const tied = ties.map((other) => labels[other.place] as string);
    const words = tied.length === 0 ? ordinal(rank) : `${ordinal(rank)}, not told apart from ${list(tied)}`;
    return { name, version, rank, medianMs, ratio, runs: of(place).length, failures: failures[place] ?? 0, words };
  });
  return { ranking, differences: all.map(({ difference }) => difference), control, rounds: of(0).length };
}

/**
 * A comparison with its verdict, which is none where the control has told something apart from itself.
 * @param judged by what rule
 */
export function told(comparison: Comparison, about: About, judged = verdictOf): Difference {
  const { subject, reference, margin, differing } = about;
  const { ratio } = comparison;
  const verdict = differing === undefined ? judged(ratio, margin) : 'unreliable';
  const words = differenceWords(about, verdict, ratio);
  return { subject, reference, verdict, words, ...comparison };
}

/** Whether something was told apart, one way or the other. */
export const isToldApart = ({ verdict }: Pick<Difference, 'verdict'>): boolean =>
  verdict === 'slower' || verdict === 'faster';

/** Names, with versions where two have the same. */
function labelsOf(contestants: readonly Contestant[]): readonly string[] {
  return contestants.map(({ name, version }) =>
    contestants.filter((other) => other.name === name).length > 1 ? `${name} ${version}` : name,
  );
}

function ordinal(rank: number): string {
  return ['quickest', 'second', 'third'][rank - 1] ?? `number ${rank}`;
}

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
