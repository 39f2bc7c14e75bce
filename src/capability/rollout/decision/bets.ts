import { type Block, type Rates, shiftedOdds, sizeOf } from './blocks.ts';
import { divisionsOf, logEvidenceOfOdds } from './divisions.ts';
import type { History } from './history.ts';
import { logOfSum } from './mixture.ts';
import { StoppedMixture } from './stoppedMixture.ts';

/**
 * How many times the odds of an error are those of the control. Harms that a rollout has to notice soon are 5 (1 % → 5 %)
 * and 25 (1 % → 20 %); 2 (1 % → 2 %) is noticed at last. Bets are on somewhat less, for those on 4 and 20 win hardly more
 * slowly in a usual rollout, and sooner in one in which few of the first users meet the bug. The most is staked on 4: what
 * is far worse wins fast on a smaller stake, too.
 */
const oddsRatios = [2, 4, 20] as const;
const weights = [0.02, 0.78, 0.2] as const;

/**
 * Up to this error rate of the control, the evidence that the policy asks for is enough. With twice the rate, four times as
 * much is asked for: where errors are frequent, each request says more in proportion, so harm is found in fewer requests
 * all the same, and false alarms are rarer. Their chance is never more than the policy's.
 */
const rareErrors = 0.0125;

/** Errors are taken for rare until about so many requests of the control say otherwise. */
const pseudoRare = 300;

/**
 * How likely it is taken to be, before a block is seen, that an outage at its edge makes just so many of its requests fail:
 * the longer the block is, the likelier an outage, and the more numbers there can be.
 */
const outage = 1 / 1500;

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
  readonly #evidence = new StoppedMixture(weights);
  readonly #leastBar: number;
  #bar: number;
  /** Of all strata, as far as they were compared: what still waits must not be known to an earlier bet. */
  readonly #used: Compared = { controls: 0, errors: 0 };

  /** @param chance of a false alarm, at most */
  constructor(chance: number) {
    this.#leastBar = -Math.log(chance);
    this.#bar = this.#leastBar;
  }

  logEvidenceOf(repeats: number): number {
    return this.#evidence.logEvidenceOf(repeats);
  }

  /** How much evidence is enough. What was enough once stays so. */
  get logNeeded(): number {
    return this.#bar;
  }

  /**
   * Bets on a block.
   * @param history of its users
   * @param past of its stratum; the block is added to it
   * @param repeats how many times each user may have been observed by now
   */
  bet(block: Block, history: Pick<History, 'requests' | 'errors'>, past: Compared, repeats = 1): void {
    const divisions = divisionsOf(block);
    // Where none fails, or all do, there is nothing to divide; where too many do, too much.
    if (divisions.logChances.length > 1) {
      if (!this.#evidence.isStopped) this.#bar = this.#barNow;
      const stake = this.#stakeOn(block, history, past);
      const logs = oddsRatios.map((ratio) => {
        const { control, candidate } = this.#ratesAfter(history, ratio, past);
        const odds = (candidate * (1 - control)) / (control * (1 - candidate));
        // What is not staked is kept.
        return logEvidenceOfOdds(divisions, odds).map((log) => logOfSum([0, log], [1 - stake, stake]));
      });
      this.#evidence.bet(divisions.logChances, logs, block.candidate.errors - divisions.least, this.#bar, repeats);
    }
    for (const so of [past, this.#used]) {
      so.controls += block.control.requests;
      so.errors += block.control.errors;
    }
  }

  get #barNow(): number {
    const { controls, errors } = this.#used;
    const rate = (errors + pseudoRare * rareErrors) / (controls + pseudoRare);
    return this.#leastBar + Math.max(0, 2 * Math.log(rate / rareErrors));
  }

  /** How often requests of the control fail. */
  get #usual(): number {
    return (this.#used.errors + 0.05) / (this.#used.controls + 5);
  }

  /**
   * The share of what is there that a block is worth. The more of its requests failed beyond what the greatest harm
   * explains, the likelier it is of an outage, at whose edges the requests of one arm may all be within it. It goes by
   * errors of both arms together, which are given.
   */
  #stakeOn(block: Block, { requests, errors }: Pick<History, 'requests' | 'errors'>, past: Compared): number {
    const rare = Math.max(rareErrors, this.#usual);
    const expected = (errors + pseudoRequests * rare) / (requests + pseudoRequests);
    const control = clamped((past.errors + pseudoRare * expected) / (past.controls + pseudoRare));
    const { controls, candidates } = sizeOf(block);
    const most = controls * control + candidates * shiftedOdds(control, Math.max(...oddsRatios));
    const usual = chanceOf(block.control.errors + block.candidate.errors, most);
    return usual / (usual + outage);
  }

  /** How often users with such a history fail, if of new users the candidate's odds are so many times the control's. */
  #ratesAfter({ requests, errors }: Pick<History, 'requests' | 'errors'>, ratio: number, past: Compared): Rates {
    // What such a user meets next, if rates vary among users by a beta distribution.
    const expected = (errors + pseudoRequests * this.#usual) / (requests + pseudoRequests);
    const control = clamped((past.errors + pseudoControls * expected) / (past.controls + pseudoControls));
    // One who has failed is likely to fail again, whatever the version: then a worse version shows less.
    const shift = (pseudoRequests * (shiftedOdds(this.#usual, ratio) - this.#usual)) / (requests + pseudoRequests);
    return { control, candidate: errors === 0 ? shiftedOdds(control, ratio) : clamped(control + shift) };
  }
}

/** The chance of so many errors where so many are expected and rates vary much: the geometric distribution. */
const chanceOf = (errors: number, expected: number): number => (expected / (1 + expected)) ** errors / (1 + expected);

/** Rates of 0 and 1 would stake everything on one outcome. */
const clamped = (rate: number): number => Math.min(0.98, Math.max(1e-4, rate));
