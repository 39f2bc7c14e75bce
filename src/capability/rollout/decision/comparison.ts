import { Bets, type Compared } from './bets.ts';
import { CountedComparison } from './countedComparison.ts';
import { counts, type History, stratumOf } from './history.ts';
import type { CountedRequests } from './increment.ts';
import { Pairing } from './pairing.ts';
import type { Arm } from './request.ts';

interface Stratum extends Compared {
  readonly pairing: Pairing;
  /** The first history that was met in it: known before any outcome that is compared. */
  readonly typical: Pick<History, 'requests' | 'errors'>;
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
  readonly #counted = new CountedComparison();
  readonly #bets: Bets;

  /** @param chance that the alarm is false, at most */
  constructor(chance: number) {
    this.#bets = new Bets(chance);
  }

  get logEvidence(): number {
    return this.logEvidenceOf(1);
  }

  /** @param repeats how many times each user may be in it */
  logEvidenceOf(repeats: number): number {
    return this.#bets.logEvidenceOf(repeats);
  }

  /** How much evidence is enough. */
  get logNeeded(): number {
    return this.#bets.logNeeded;
  }

  /** Adds a request. @param history of its user before it @param repeats as of {@link Comparison.logEvidenceOf} */
  one(arm: Arm, history: History, failed: boolean, repeats = 1): void {
    if (!counts(history)) return;
    const stratum = this.#stratum(history);
    const block = stratum.pairing.one(arm, failed);
    // Without a request of the other arm to compare it with, a request says nothing yet.
    if (block !== undefined) this.#bets.bet(block, stratum.typical, stratum, repeats);
  }

  /** Adds what a process has counted between two looks at its counters. */
  counted(process: string, requests: readonly CountedRequests[], repeats: number): void {
    this.#counted.add(process, requests, this.#bets, repeats);
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
