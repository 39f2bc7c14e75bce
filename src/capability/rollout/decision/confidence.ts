import { gammaln } from 'simple-statistics';

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
  #no = 0;

  add(yes: boolean, times = 1): void {
    if (yes) this.#yes += times;
    else this.#no += times;
  }

  /** @param repeats how many times each user may be in it */
  range(repeats = 1): Range {
    const [yes, no] = [this.#yes, this.#no];
    const best = yes + no === 0 ? 0.5 : yes / (yes + no);
    const mixture = logOfMixture(yes, no);
    const ruledOut = (share: number) => {
      const likelihood = (yes === 0 ? 0 : yes * Math.log(share)) + (no === 0 ? 0 : no * Math.log(1 - share));
      return (mixture - likelihood) / repeats > Math.log(1 / doubt);
    };
    return { low: edgeOf(ruledOut, 0, best), high: edgeOf(ruledOut, 1, best) };
  }
}

/** Between a share that is ruled out, or the end of all shares, and one that is not. */
function edgeOf(ruledOut: (share: number) => boolean, outer: number, inner: number): number {
  if (!ruledOut(outer)) return outer;
  let out = outer;
  let within = inner;
  for (let step = 0; step < 50; step++) {
    const middle = (out + within) / 2;
    if (ruledOut(middle)) out = middle;
    else within = middle;
  }
  return out;
}

/** The mixture's likelihood of so many, in whatever order they came: B(yes + ½, no + ½) / B(½, ½), as its logarithm. */
const logOfMixture = (yes: number, no: number): number =>
  gammaln(yes + 0.5) + gammaln(no + 0.5) - gammaln(yes + no + 1) - Math.log(Math.PI);
