import { Bets, type Compared, type SavedBets } from './bets.ts';
import type { Block } from './blocks.ts';
import { CountedComparison, type SavedCountedComparison } from './countedComparison.ts';
import { counts, type History, stratumOf } from './history.ts';
import type { CountedRequests } from './increment.ts';
import { Pairing, type SavedPairing } from './pairing.ts';

interface Stratum extends Compared {
  readonly pairing: Pairing;
  /** The first history that was met in it: known before any outcome that is compared. */
  readonly typical: Pick<History, 'requests' | 'errors'>;
}

/** What a {@link Comparison} keeps. */
export interface SavedComparison {
  readonly bets: SavedBets;
  readonly strata: readonly (readonly [
    key: number,
    Readonly<Compared> & { readonly pairing: SavedPairing; readonly typical: Stratum['typical'] },
  ])[];
  readonly counted: SavedCountedComparison;
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
  readonly #strata: Map<number, Stratum>;
  readonly #counted: CountedComparison;
  readonly #bets: Bets;

  constructor(saved?: SavedComparison) {
    this.#bets = new Bets(saved?.bets);
    this.#counted = new CountedComparison(saved?.counted);
    this.#strata = new Map(
      saved?.strata.map(([key, stratum]) => [key, { ...stratum, pairing: new Pairing(stratum.pairing) }]),
    );
  }

  get logEvidence(): number {
    return this.logEvidenceOf(1);
  }

  /** @param repeats how many times each user may be in it */
  logEvidenceOf(repeats: number): number {
    return this.#bets.logEvidenceOf(repeats);
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

  /** Adds what a process has counted between two looks at its counters. */
  counted(process: string, requests: readonly CountedRequests[]): void {
    this.#counted.add(process, requests, this.#bets);
  }

  save(): SavedComparison {
    return {
      bets: this.#bets.save(),
      strata: [...this.#strata].map(([key, stratum]) => [key, { ...stratum, pairing: stratum.pairing.save() }]),
      counted: this.#counted.save(),
    };
  }

  #compare(stratum: Stratum, block: Block | undefined, history: Stratum['typical']): void {
    // Without a request of the other arm to compare it with, a request says nothing yet.
    if (block !== undefined) this.#bets.bet(block, history, stratum);
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
