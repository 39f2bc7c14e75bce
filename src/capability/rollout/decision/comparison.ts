import { type Block, logEvidence, nearestEqual, shiftedOdds, sizeOf } from './blocks.ts';
import { counts, type History, stratumOf } from './history.ts';
import { Mixture } from './mixture.ts';
import { Pairing } from './pairing.ts';

/**
 * How many times the odds of an error are those of the control. Harms that a rollout has to notice soon are 5 (1 % → 5 %)
 * and 25 (1 % → 20 %); 2 (1 % → 2 %) is noticed at last. Bets are on somewhat less, for those on 4 and 20 win hardly more
 * slowly in a usual rollout, and sooner in one in which few of the first users meet the bug. The most is staked on 4: what
 * is far worse wins fast on a small stake, too.
 */
const oddsRatios = [2, 4, 20] as const;
const weights = [0.05, 0.7, 0.25] as const;

/** A user counts for as many requests as this when it is guessed how often the same user fails again. */
const pseudoRequests = 9;

/** A stratum is believed to be like all others until it has shown as many requests of its own. */
const pseudoControls = 2;

interface Stratum {
  readonly pairing: Pairing;
  /** The first history that was met in it: known before any outcome that is compared. */
  readonly typical: Pick<History, 'requests' | 'errors'>;
  controls: number;
  errors: number;
}

/**
 * The evidence that the candidate fails more often than the control: a sequential test that may be looked at after every
 * request.
 *
 * Users are sticky and repeat their errors, so requests are not independent. They are compared with requests of users
 * with the same history only: if both versions are equally good, the next request of such users is as likely to fail in
 * both arms, however much users differ. Who has failed before and fails again is thus hardly evidence.
 */
export class Comparison {
  readonly #strata = new Map<number, Stratum>();
  readonly #evidence = new Mixture(weights);
  /** Of all strata, as far as they were compared: what still waits must not be known to an earlier bet. */
  readonly #used = { controls: 0, errors: 0 };

  get logEvidence(): number {
    return this.#evidence.logEvidence;
  }

  control(history: History, failed: boolean): void {
    if (!counts(history)) return;
    const stratum = this.#stratum(history);
    this.#compare(stratum, stratum.pairing.control(failed), stratum.typical);
  }

  candidate(history: History, failed: boolean): void {
    if (!counts(history)) return;
    const stratum = this.#stratum(history);
    this.#compare(stratum, stratum.pairing.candidate(failed), history);
  }

  #compare(stratum: Stratum, block: Block | undefined, history: Stratum['typical']): void {
    // Without a request of the other arm to compare it with, a request says nothing yet.
    if (block === undefined) return;
    this.#bet(history, stratum, block);
    for (const past of [stratum, this.#used]) {
      past.controls += block.control.requests;
      past.errors += block.control.errors;
    }
  }

  #bet({ requests, errors }: Stratum['typical'], past: Stratum, block: Block): void {
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
  }

  #stratum(history: History): Stratum {
    const key = stratumOf(history);
    const known = this.#strata.get(key);
    if (known !== undefined) return known;
    const { requests, errors } = history;
    const made = { pairing: new Pairing(), typical: { requests, errors }, controls: 0, errors: 0 };
    this.#strata.set(key, made);
    return made;
  }
}

/** Rates of 0 and 1 would stake everything on one outcome. */
const clamped = (rate: number): number => Math.min(0.98, Math.max(1e-4, rate));
