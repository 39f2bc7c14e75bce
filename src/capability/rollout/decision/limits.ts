import { shiftedOdds } from './blocks.ts';
import { Mixture } from './mixture.ts';

/** Beyond this octave (a user's 4,096th request) all count as one. */
const lastOctave = 12;

/** A share of requests (of errors, of slow ones, of bad opinions) that must not be exceeded. */
export interface Limit {
  readonly share: number;
}

/** Odds of the share as multiples of those of the limit, and the weights of these alternatives. */
const above = { ratios: [2, 6, 20], weights: [0.3, 0.4, 0.3] } as const;
const below = { ratios: [1 / 2, 1 / 4, 1 / 20], weights: [0.3, 0.4, 0.3] } as const;

/** One e-process about a share, from observations that are independent of each other. */
class ShareEvidence {
  readonly #evidence: Mixture;
  readonly #bets: readonly { readonly yes: number; readonly no: number }[];

  constructor(
    share: number,
    { ratios, weights }: { readonly ratios: readonly number[]; readonly weights: readonly number[] },
  ) {
    this.#evidence = new Mixture(weights);
    this.#bets = ratios.map((ratio) => {
      const alternative = shiftedOdds(share, ratio);
      return { yes: Math.log(alternative / share), no: Math.log((1 - alternative) / (1 - share)) };
    });
  }

  add(yes: boolean, times: number): void {
    let at = 0;
    for (const bet of this.#bets) this.#evidence.multiply(at++, times * (yes ? bet.yes : bet.no));
  }

  logEvidenceOf(repeats: number): number {
    return this.#evidence.logEvidenceOf(repeats);
  }
}

/**
 * The evidence that a share of the candidate's requests is above a limit.
 *
 * A user who repeats a slow or failing request a hundred times is no evidence of a hundred. Of each user one observation
 * an octave counts; those of one octave are of different users and independent of each other, so each octave has an
 * e-process of its own. Octaves of one user are not independent, so they are not multiplied: the evidence is the mean.
 *
 * Its bets do not change, so the evidence is a function of the numbers of each octave, in whatever order they came:
 * counters that tell the octaves apart give the same evidence as the requests.
 */
export class AboveLimit {
  readonly #octaves: ShareEvidence[] = [];
  readonly #share: number;
  #known: number | undefined;

  constructor({ share }: Limit) {
    this.#share = share;
  }

  /** @param octave of the user's observations; the caller gives the first one of each */
  add(octave: number, yes: boolean, times = 1): void {
    const at = Math.min(octave, lastOctave);
    // Octaves come in their order for each user, but not for all users: those between are made with the later one.
    while (this.#octaves.length <= at) this.#octaves.push(new ShareEvidence(this.#share, above));
    this.#octaves[at]?.add(yes, times);
    this.#known = undefined;
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
  readonly #evidence: ShareEvidence;

  constructor({ share }: Limit) {
    this.#evidence = new ShareEvidence(share, below);
  }

  add(yes: boolean, times = 1): void {
    this.#evidence.add(yes, times);
  }

  /** @param repeats how many times each user may be in it */
  logEvidenceOf(repeats: number): number {
    return this.#evidence.logEvidenceOf(repeats);
  }
}
