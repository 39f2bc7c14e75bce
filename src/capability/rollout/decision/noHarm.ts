import { type Block, type Harm, isHarm, logEvidence, nearestHarm, type Rates, sizeOf, sum, within } from './blocks.ts';
import { Pairing } from './pairing.ts';
import type { Arm } from './request.ts';

/** As many requests of the candidate are believed to fail as often as the control's, when its rate is guessed. */
const pseudoRequests = 400;

const nothing: Block = { control: { requests: 0, errors: 0 }, candidate: { requests: 0, errors: 0 } };

/**
 * The evidence that the candidate does no harm: that its error rate is below the limit, or not above the control's by the
 * margin. Both are rejected together, by one bet on what was seen so far against the nearest point of harm: so whichever
 * is easier to show is shown, and nothing is lost on the other. Of each user one request an octave counts.
 */
export class NoHarm {
  readonly #harm: Harm;
  readonly #pairing = new Pairing();
  #seen = nothing;
  #ofStage = nothing;
  #log = 0;
  /** When the stage began that is going on. */
  #before = 0;

  constructor(harm: Harm) {
    this.#harm = harm;
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
    const rates = this.rates;
    if (!isHarm(rates, this.#harm)) {
      this.#log += logEvidence(block, rates, nearestHarm(rates, this.#harm, sizeOf(block)));
    }
    this.#seen = both(this.#seen, block);
    this.#ofStage = both(this.#ofStage, block);
  }

  /** From now on a stage speaks for itself, too. */
  enter(): void {
    this.#ofStage = nothing;
    this.#before = this.#log;
  }

  /** What was compared so far. */
  get seen(): Block {
    return this.#seen;
  }

  /** What both error rates are taken for, by what was compared so far. */
  get rates(): Rates {
    return ratesOf(this.#seen);
  }

  /** The same, by what was compared in the stage that is going on. */
  get ratesOfStage(): Rates {
    return ratesOf(this.#ofStage);
  }

  /** @param repeats how many times each user may be in it */
  logEvidenceOf(repeats: number): number {
    return this.#log / repeats;
  }

  /** What the stage that is going on says by itself. */
  logOfStage(repeats: number): number {
    return (this.#log - this.#before) / repeats;
  }
}

const both = (one: Block, two: Block): Block => ({
  control: sum(one.control, two.control),
  candidate: sum(one.candidate, two.candidate),
});

function ratesOf({ control, candidate }: Block): Rates {
  const rate = (control.errors + 0.5) / (control.requests + 50);
  return {
    control: within(rate),
    candidate: within((candidate.errors + pseudoRequests * rate) / (candidate.requests + pseudoRequests)),
  };
}
