import { RenewedMixture } from './renewedMixture.ts';

/**
 * A mixture of e-processes that needs to reach a bar, and no more. What would be won beyond it is not asked for, and the
 * stake that pays for it is added to all other outcomes instead: so it is the same fair bet, and reaches the bar sooner
 * (Fischer, Ramdas: Improving Wald's (approximate) sequential probability ratio test by avoiding overshoot, 2024).
 */
export class StoppedMixture {
  readonly #mixture: RenewedMixture;
  #log = 0;
  #bar = Number.POSITIVE_INFINITY;

  /** @param weights of the alternatives; they sum up to 1 */
  constructor(weights: readonly number[]) {
    this.#mixture = new RenewedMixture(weights);
  }

  /** Whether it has reached the bar, and stays there. */
  get isStopped(): boolean {
    return this.#log >= this.#bar;
  }

  /**
   * The natural logarithm of the evidence.
   * @param repeats how many times each user may have been observed: of each e-process the root counts then, without a bar
   */
  logEvidenceOf(repeats: number): number {
    return repeats === 1 ? this.#log : this.#mixture.logEvidenceOf(repeats);
  }

  /**
   * Bets on what is observed next.
   * @param logChances of each outcome under the null hypothesis, as logarithms
   * @param logs the logarithms of the e-variables, one for each alternative, each with one value for each outcome; they
   *   grow from outcome to outcome, and the expectation of each is 1
   * @param observed the outcome that came
   * @param bar the logarithm of the evidence that is enough; may be another one each time, if no outcome to come decides it
   * @param repeats how many times each user may have been observed by now
   */
  bet(
    logChances: readonly number[],
    logs: readonly (readonly number[])[],
    observed: number,
    bar: number,
    repeats = 1,
  ): void {
    const before = this.#mixture.logEvidenceOf(1);
    if (!this.isStopped) {
      this.#bar = bar;
      const factors = logChances.map(
        (_, outcome) => this.#mixture.logEvidenceAfter(logs.map((one) => one[outcome] as number)) - before,
      );
      const most = bar - this.#log;
      const factor = (factors[observed] as number) + logOfRaise(most, logChances, factors);
      this.#log = factor >= most ? bar : this.#log + factor;
    }
    for (const [at, one] of logs.entries()) this.#mixture.multiply(at, one[observed] as number);
    const all = this.#mixture.logEvidenceOf(1);
    this.#mixture.renew(repeats);
    // What is given up for a new stake is gone.
    if (!this.isStopped) this.#log += this.#mixture.logEvidenceOf(1) - all;
  }
}

/**
 * By what all factors can be multiplied, if none has to be above the most, so that their expectation stays 1. All are
 * logarithms.
 */
function logOfRaise(most: number, logChances: readonly number[], factors: readonly number[]): number {
  let sum = 0;
  const upTo = factors.map((factor, at) => {
    sum += Math.exp((logChances[at] as number) + factor);
    return sum;
  });
  let beyond = 0;
  for (let at = factors.length - 1; at >= 0; at--) {
    const by = Math.log((1 - Math.exp(most) * beyond) / (upTo[at] as number));
    if (by + (factors[at] as number) <= most) return Math.max(0, by);
    beyond += Math.exp(logChances[at] as number);
  }
  return 0;
}
