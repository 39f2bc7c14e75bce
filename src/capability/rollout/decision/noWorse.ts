import { type Block, logEvidence, nearestWorse, sizeOf } from './blocks.ts';
import { CountedPairing, type SavedCountedPairing } from './countedPairing.ts';
import { Pairing, type SavedPairing } from './pairing.ts';

/** What a {@link NoWorse} keeps. */
export interface SavedNoWorse {
  readonly pairing: SavedPairing;
  readonly counted: SavedCountedPairing;
  readonly controls: number;
  readonly errors: number;
  readonly log: number;
}

/**
 * The evidence that the candidate's error rate is not above the control's by a margin or more: what an advance rests on
 * where the rate of both is near to the limit. Of each user one request an octave counts.
 */
export class NoWorse {
  readonly #margin: number;
  readonly #pairing: Pairing;
  readonly #counted: CountedPairing;
  #controls: number;
  #errors: number;
  #log: number;

  /** @param margin a difference of error rates, above 0 */
  constructor(margin: number, saved?: SavedNoWorse) {
    this.#margin = margin;
    this.#pairing = new Pairing(saved?.pairing);
    this.#counted = new CountedPairing(saved?.counted);
    this.#controls = saved?.controls ?? 0;
    this.#errors = saved?.errors ?? 0;
    this.#log = saved?.log ?? 0;
  }

  control(failed: boolean): void {
    this.#add(this.#pairing.control(failed));
  }

  candidate(failed: boolean): void {
    this.#add(this.#pairing.candidate(failed));
  }

  /** Adds counted requests that speak for their users: nobody's outcome changes how many there are. */
  counted(requests: Block): void {
    this.#add(this.#counted.add(requests));
  }

  save(): SavedNoWorse {
    return {
      pairing: this.#pairing.save(),
      counted: this.#counted.save(),
      controls: this.#controls,
      errors: this.#errors,
      log: this.#log,
    };
  }

  #add(block: Block | undefined): void {
    if (block === undefined) return;
    const rate = Math.min(1 - this.#margin - 1e-3, Math.max(1e-3, (this.#errors + 0.5) / (this.#controls + 50)));
    const equal = { control: rate, candidate: rate };
    this.#log += logEvidence(block, equal, nearestWorse(rate, this.#margin, sizeOf(block)));
    this.#controls += block.control.requests;
    this.#errors += block.control.errors;
  }

  /** @param repeats how many times each user may be in it */
  logEvidenceOf(repeats: number): number {
    return this.#log / repeats;
  }
}
