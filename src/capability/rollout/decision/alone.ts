import type { Harm, Outcomes } from './blocks.ts';
import { divergence, within } from './blocks.ts';

/** The rates that a stage is judged by: what is usual with the candidate, and from where on it is harm. */
export interface Lines {
  readonly usual: number;
  readonly harm: number;
}

/**
 * What a stage says by itself where there is nothing to compare with, as when everybody has the candidate: whether its requests are
 * likelier by the rate that was usual until then, or by the least that is harm. What is usual was learned in all stages, each
 * time before the outcomes that it judges.
 */
export class Alone {
  readonly #harm: Harm;
  #all: Outcomes = { requests: 0, errors: 0 };
  #log = 0;

  constructor(harm: Harm) {
    this.#harm = harm;
  }

  /** A stage begins. */
  enter(): void {
    this.#log = 0;
  }

  /**
   * Adds requests of the candidate that speak for their users.
   * @param control how often requests of the control fail, as far as they were compared; undefined where there were none
   */
  add({ requests, errors }: Outcomes, control: number | undefined): void {
    const { usual, harm } = this.lines(control);
    if (usual < harm) {
      this.#log += errors * Math.log(usual / harm) + (requests - errors) * Math.log((1 - usual) / (1 - harm));
    }
    this.#all = { requests: this.#all.requests + requests, errors: this.#all.errors + errors };
  }

  lines(control: number | undefined): Lines {
    const { limit, margin } = this.#harm;
    const usual = within((this.#all.errors + 0.5) / (this.#all.requests + 50));
    return { usual, harm: control === undefined ? limit : Math.max(limit, control + margin) };
  }

  /** What a request says on average, if it goes on as usual; 0 where that is harm. */
  perRequest(control: number | undefined): number {
    const { usual, harm } = this.lines(control);
    return usual < harm ? divergence(usual, harm) : 0;
  }

  /** @param repeats how many times each user may be in it */
  logOfStage(repeats: number): number {
    return this.#log / repeats;
  }
}
