/** A range that holds the true share, with 95 % probability at all times together. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

const doubt = 0.05;

/**
 * A confidence sequence for a share: its range may be looked at after every observation. It holds every share against
 * which a bet with Krichevsky and Trofimov's mixture (Beta(½, ½)) has not won 1/0.05 times its stake yet (Robbins 1970;
 * Orabona, Jun: Tight concentrations and confidence sequences from the regret of universal portfolio, 2024).
 */
export class ShareConfidence {
  #yes = 0;
  #all = 0;
  /** Of the mixture's likelihood of what was observed, the logarithm. */
  #log = 0;

  add(yes: boolean): void {
    const expected = (this.#yes + 0.5) / (this.#all + 1);
    this.#log += Math.log(yes ? expected : 1 - expected);
    this.#all++;
    if (yes) this.#yes++;
  }

  /** @param repeats how many times each user may be in it */
  range(repeats = 1): Range {
    const best = this.#all === 0 ? 0.5 : this.#yes / this.#all;
    return { low: this.#edge(0, best, repeats), high: this.#edge(1, best, repeats) };
  }

  /** Between a share that is ruled out, or the end of all shares, and one that is not. */
  #edge(outer: number, inner: number, repeats: number): number {
    if (!this.#ruledOut(outer, repeats)) return outer;
    let out = outer;
    let within = inner;
    for (let step = 0; step < 50; step++) {
      const middle = (out + within) / 2;
      if (this.#ruledOut(middle, repeats)) out = middle;
      else within = middle;
    }
    return out;
  }

  #ruledOut(share: number, repeats: number): boolean {
    const no = this.#all - this.#yes;
    const likelihood = (this.#yes === 0 ? 0 : this.#yes * Math.log(share)) + (no === 0 ? 0 : no * Math.log(1 - share));
    return (this.#log - likelihood) / repeats > Math.log(1 / doubt);
  }
}
