import { shiftedOdds } from './blocks.ts';
import { Mixture } from './mixture.ts';
import { RenewedMixture } from './renewedMixture.ts';

/** Beyond this octave (a user's 4,096th request) all count as one. */
const lastOctave = 12;

/** A share of requests (of errors, of slow ones, of bad opinions) that must not be exceeded. */
export interface Limit {
  readonly share: number;
}

/** Odds of the share as multiples of those of the limit, and the weights of these alternatives. */
const above = { ratios: [2, 6, 20], weights: [0.3, 0.4, 0.3] } as const;
const below = { ratios: [1 / 2, 1 / 4, 1 / 20], weights: [0.3, 0.4, 0.3] } as const;

/** What an observation multiplies the e-process of an alternative by, as logarithms. */
interface Bet {
  readonly yes: number;
  readonly no: number;
}

/** On odds that are so many times those of the share. */
const betsOn = (share: number, ratios: readonly number[]): readonly Bet[] =>
  ratios.map((ratio) => {
    const alternative = shiftedOdds(share, ratio);
    return { yes: Math.log(alternative / share), no: Math.log((1 - alternative) / (1 - share)) };
  });

/** Adds observations that are independent of each other to an e-process about a share. */
function add(evidence: Mixture | RenewedMixture, bets: readonly Bet[], yes: boolean, times: number): void {
  let at = 0;
  for (const bet of bets) evidence.multiply(at++, times * (yes ? bet.yes : bet.no));
}

/**
 * The evidence that a share of the candidate's requests is above a limit.
 *
 * A user who repeats a slow or failing request a hundred times is no evidence of a hundred. Of each user one observation
 * an octave counts; those of one octave are of different users and independent of each other, so each octave has an
 * e-process of its own. Octaves of one user are not independent, so they are not multiplied: the evidence is the mean.
 *
 * Its bets do not change until it is renewed, so the evidence is a function of the numbers of each octave, in whatever order they
 * came: counters that tell the octaves apart give the same evidence as the requests between two looks.
 */
export class AboveLimit {
  readonly #octaves: RenewedMixture[] = [];
  readonly #bets: readonly Bet[];
  #known: number | undefined;

  constructor({ share }: Limit) {
    this.#bets = betsOn(share, above.ratios);
  }

  /** @param octave of the user's observations; the caller gives the first one of each */
  add(octave: number, yes: boolean, times = 1): void {
    const at = Math.min(octave, lastOctave);
    // Octaves come in their order for each user, but not for all users: those between are made with the later one.
    while (this.#octaves.length <= at) this.#octaves.push(new RenewedMixture(above.weights));
    add(this.#octaves[at] as RenewedMixture, this.#bets, yes, times);
    this.#known = undefined;
  }

  /** As {@link RenewedMixture.renew}: after what was observed at once. */
  renew(repeats: number): void {
    for (const octave of this.#octaves) if (octave.renew(repeats)) this.#known = undefined;
  }

  get logEvidence(): number {
    this.#known ??= this.#mean(1);
    return this.#known;
  }

  /** @param repeats how many times each user may be in it */
  logEvidenceOf(repeats: number): number {
    return repeats === 1 ? this.logEvidence : this.#mean(repeats);
  }

  #mean(repeats: number): number {
    // Weights 1/2, 1/4, 1/8, …; octaves without an observation have an evidence of 1.
    let mean = 0.5 ** this.#octaves.length;
    for (const [octave, evidence] of this.#octaves.entries()) {
      mean += 0.5 ** (octave + 1) * Math.exp(evidence.logEvidenceOf(repeats));
    }
    return Math.log(mean);
  }
}

/**
 * The evidence that a share of the candidate's requests is below a limit: what an advance rests on. One observation of a
 * user and octave counts; they are taken for independent, which they are not quite, so this is weaker than
 * {@link AboveLimit} and nothing but an advance rests on it.
 */
export class BelowLimit {
  readonly #bets: readonly Bet[];
  readonly #evidence = new Mixture(below.weights);
  /** Observations so far. */
  seen = 0;

  constructor({ share }: Limit) {
    this.#bets = betsOn(share, below.ratios);
  }

  add(yes: boolean, times = 1): void {
    this.seen += times;
    add(this.#evidence, this.#bets, yes, times);
  }

  /** @param repeats how many times each user may be in it */
  logEvidenceOf(repeats: number): number {
    return this.#evidence.logEvidenceOf(repeats);
  }
}
