/**
 * A weighted mean of e-processes, in logarithms: one for each alternative. A mean of e-processes is an e-process, so it
 * bets on all alternatives at once, and costs no more than the logarithm of the weight of the one that was right.
 */
export class Mixture {
  readonly #weights: Float64Array;
  readonly #logs: Float64Array;
  /** Asked for after every request, and changed by few. */
  #known: number | undefined;

  /** @param weights of the alternatives; they sum up to 1 */
  constructor(weights: readonly number[]) {
    this.#weights = Float64Array.from(weights);
    this.#logs = new Float64Array(weights.length);
  }

  /** Multiplies the e-process of an alternative by the e-variable of the newest observation, given as its logarithm. */
  multiply(alternative: number, logFactor: number): void {
    this.#logs[alternative] = (this.#logs[alternative] ?? 0) + logFactor;
    this.#known = undefined;
  }

  /** The natural logarithm of the evidence against the null hypothesis. */
  get logEvidence(): number {
    this.#known ??= this.#sum(1);
    return this.#known;
  }

  /** What it will be if the e-processes are multiplied by these. */
  logEvidenceAfter(logFactors: readonly number[]): number {
    const logs = this.#logs.map((log, at) => log + (logFactors[at] as number));
    return logOfSum(logs, this.#weights);
  }

  /** The same where each user may have been observed so many times: of each e-process the root counts. */
  logEvidenceOf(repeats: number): number {
    return repeats === 1 ? this.logEvidence : this.#sum(repeats);
  }

  #sum(repeats: number): number {
    return logOfSum(repeats === 1 ? this.#logs : this.#logs.map((log) => log / repeats), this.#weights);
  }
}

/** The logarithm of a sum of numbers that are given as logarithms; each may have a weight. */
export function logOfSum(logs: ArrayLike<number>, weights?: ArrayLike<number>): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < logs.length; at++) most = Math.max(most, logs[at] as number);
  let sum = 0;
  for (let at = 0; at < logs.length; at++) {
    sum += (weights === undefined ? 1 : (weights[at] as number)) * Math.exp((logs[at] as number) - most);
  }
  return most + Math.log(sum);
}
