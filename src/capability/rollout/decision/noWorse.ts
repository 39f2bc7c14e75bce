import { type Block, logEvidence, nearestWorse, sizeOf } from './blocks.ts';
import { Pairing } from './pairing.ts';

/**
 * The evidence that the candidate's error rate is not above the control's by a margin or more: what an advance rests on
 * where the rate of both is near to the limit. Of each user one request an octave counts.
 */
export class NoWorse {
  readonly #margin: number;
  readonly #pairing = new Pairing();
  #controls = 0;
  #errors = 0;
  #log = 0;

  /** @param margin a difference of error rates, above 0 */
  constructor(margin: number) {
    this.#margin = margin;
  }

  control(failed: boolean): void {
    this.#add(this.#pairing.control(failed));
  }

  candidate(failed: boolean): void {
    this.#add(this.#pairing.candidate(failed));
  }

  #add(block: Block | undefined): void {
    if (block === undefined) return;
    const rate = Math.min(1 - this.#margin - 1e-3, Math.max(1e-3, (this.#errors + 0.5) / (this.#controls + 50)));
    const equal = { control: rate, candidate: rate };
    this.#log += logEvidence(block, equal, nearestWorse(rate, this.#margin, sizeOf(block)));
    this.#controls += block.control.requests;
    this.#errors += block.control.errors;
  }

  get logEvidence(): number {
    return this.#log;
  }
}
