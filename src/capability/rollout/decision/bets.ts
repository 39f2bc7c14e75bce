import { type Block, logEvidence, nearestEqual, shiftedOdds, sizeOf } from './blocks.ts';
import type { History } from './history.ts';
import { Mixture } from './mixture.ts';

/**
 * How many times the odds of an error are those of the control. Harms that a rollout has to notice soon are 5 (1 % → 5 %)
 * and 25 (1 % → 20 %); 2 (1 % → 2 %) is noticed at last. Bets are on somewhat less, for those on 4 and 20 win hardly more
 * slowly in a usual rollout, and sooner in one in which few of the first users meet the bug. The most is staked on 4: what
 * is far worse wins fast on a smaller stake, too.
 */
const oddsRatios = [2, 4, 20] as const;
const weights = [0.03, 0.72, 0.25] as const;

/** A user counts for as many requests as this when it is guessed how often the same user fails again. */
const pseudoRequests = 9;

/** A stratum is believed to be like all others until it has shown as many requests of its own. */
const pseudoControls = 2;

/** Requests of the control that were compared. */
export interface Compared {
  controls: number;
  errors: number;
}

/** The bets on blocks of one stratum each that the candidate fails more often than the control. */
export class Bets {
  readonly #evidence = new Mixture(weights);
  /** Of all strata, as far as they were compared: what still waits must not be known to an earlier bet. */
  readonly #used: Compared = { controls: 0, errors: 0 };

  logEvidenceOf(repeats: number): number {
    return this.#evidence.logEvidenceOf(repeats);
  }

  /**
   * Bets on a block.
   * @param history of its users
   * @param past of its stratum; the block is added to it
   */
  bet(block: Block, { requests, errors }: Pick<History, 'requests' | 'errors'>, past: Compared): void {
    const size = sizeOf(block);
    const usual = (this.#used.errors + 0.05) / (this.#used.controls + 5);
    // What a user with such a history meets next, if rates vary among users by a beta distribution.
    const expected = (errors + pseudoRequests * usual) / (requests + pseudoRequests);
    const control = clamped((past.errors + pseudoControls * expected) / (past.controls + pseudoControls));
    for (const [at, ratio] of oddsRatios.entries()) {
      // One who has failed is likely to fail again, whatever the version: then a worse version shows less.
      const shift = (pseudoRequests * (shiftedOdds(usual, ratio) - usual)) / (requests + pseudoRequests);
      const candidate = errors === 0 ? shiftedOdds(control, ratio) : clamped(control + shift);
      const alternative = { control, candidate };
      this.#evidence.multiply(at, logEvidence(block, alternative, nearestEqual(alternative, size)));
    }
    for (const so of [past, this.#used]) {
      so.controls += block.control.requests;
      so.errors += block.control.errors;
    }
  }
}

/** Rates of 0 and 1 would stake everything on one outcome. */
const clamped = (rate: number): number => Math.min(0.98, Math.max(1e-4, rate));
