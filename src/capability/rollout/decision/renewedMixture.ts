import { logOfSum, Mixture } from './mixture.ts';

/** The part that is kept at first, for later. What is staked at once loses so much, and no more, for it. */
const reserve = 0.1;

/** What was staked is as good as lost where it is less than this part of what would be staked next. */
const lost = 0.1;

/** Of the reserve, what is staked at the k-th time: 1/2, 1/6, 1/12, …, which is never used up. */
const stakeAt = (time: number): number => (time === 0 ? 1 - reserve : reserve / (time * (time + 1)));
const keptAfter = (time: number): number => reserve / (time + 1);

/**
 * A mixture of e-processes that can begin again. A bet against a version that is good for long loses nearly all, and if the version
 * became harmful then, what is lost would have to be won first: thousands of requests. So a part is kept, and of it some is staked anew
 * whenever what was staked is nearly lost. What is kept and each stake have an expectation of their own amount at most
 * whenever nothing is wrong, and when a stake is made no outcome to come is known; so all of it together is an e-process,
 * and costs the logarithm of the stake's part: as much for the tenth as for the first, but for a few nats (cf. Shin, Ramdas,
 * Rinaldo: E-detectors, 2023, whose baseline increments are these stakes).
 */
export class RenewedMixture {
  readonly #weights: readonly number[];
  #mixture: Mixture;
  #time = 0;

  /** @param weights of the alternatives; they sum up to 1 */
  constructor(weights: readonly number[]) {
    this.#weights = weights;
    this.#mixture = new Mixture(weights);
  }

  /** As {@link Mixture.multiply}. */
  multiply(alternative: number, logFactor: number): void {
    this.#mixture.multiply(alternative, logFactor);
  }

  /** The natural logarithm of the evidence against the null hypothesis. @param repeats how many times each user may be in it */
  logEvidenceOf(repeats: number): number {
    return this.#withKept(this.#mixture.logEvidenceOf(repeats));
  }

  /** What it will be if the e-processes are multiplied by these. */
  logEvidenceAfter(logFactors: readonly number[]): number {
    return this.#withKept(this.#mixture.logEvidenceAfter(logFactors));
  }

  /** Stakes anew if it is time: after an observation, or several whose order nobody knows. What is left of the old stake is given up. @returns whether it was time */
  renew(repeats: number): boolean {
    const next = this.#time + 1;
    if (stakeAt(this.#time) * Math.exp(this.#mixture.logEvidenceOf(repeats)) >= lost * stakeAt(next)) return false;
    this.#mixture = new Mixture(this.#weights);
    this.#time = next;
    return true;
  }

  #withKept(log: number): number {
    return logOfSum([0, log], [keptAfter(this.#time), stakeAt(this.#time)]);
  }
}
