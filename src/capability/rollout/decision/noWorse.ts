import { type Block, logEvidence, nearestWorse, sizeOf } from './blocks.ts';
import { Pairing } from './pairing.ts';
import type { Arm } from './request.ts';

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

  /** Adds a request that speaks for its user. */
  one(arm: Arm, failed: boolean): void {
    this.#add(this.#pairing.one(arm, failed));
  }

  /** Adds counted requests that speak for their users: nobody's outcome changes how many there are. */
  counted(requests: Block): void {
    this.#add(this.#pairing.add(requests));
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
