import type { Harm, Outcomes } from './blocks.ts';
import { sum, within } from './blocks.ts';
import { mostRequests } from './speakingGrowth.ts';

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
  #all: Outcomes = none;
  #ofStage: Outcomes = none;
  #log = 0;

  constructor(harm: Harm) {
    this.#harm = harm;
  }

  /** A stage begins. */
  enter(): void {
    this.#ofStage = none;
    this.#log = 0;
  }

  /**
   * Adds requests of the candidate that speak for their users.
   * @param control how often requests of the control fail, as far as they were compared; undefined where there were none
   */
  add(outcomes: Outcomes, control: number | undefined): void {
    this.#log += logOf(outcomes, this.lines(control));
    this.#all = sum(this.#all, outcomes);
    this.#ofStage = sum(this.#ofStage, outcomes);
  }

  lines(control: number | undefined): Lines {
    const { limit, margin } = this.#harm;
    return { usual: rateOf(this.#all), harm: control === undefined ? limit : Math.max(limit, control + margin) };
  }

  /**
   * About how many more of such requests it takes until the stage says nothing to the contrary, if they go on to fail as often
   * as its own: what is usual follows them. Infinitely many where that is harm.
   */
  requestsToShow(control: number | undefined): number {
    const { harm } = this.lines(control);
    const rate = rateOf(this.#ofStage);
    if (this.#log < 0 && rate >= harm) return Number.POSITIVE_INFINITY;
    let [log, all, count] = [this.#log, this.#all, 0];
    while (log < 0) {
      const requests = Math.max(1, count / 20);
      const next = { requests, errors: rate * requests };
      log += logOf(next, { usual: rateOf(all), harm });
      all = sum(all, next);
      count += requests;
      if (count > mostRequests) return Number.POSITIVE_INFINITY;
    }
    return count;
  }

  /** @param repeats how many times each user may be in it */
  logOfStage(repeats: number): number {
    return this.#log / repeats;
  }
}

const none: Outcomes = { requests: 0, errors: 0 };

/** What a rate is taken for, by what was seen. */
const rateOf = ({ requests, errors }: Outcomes): number => within((errors + 0.5) / (requests + 50));

/** How much likelier requests are by what is usual than by harm; they say nothing where that is the same. */
const logOf = ({ requests, errors }: Outcomes, { usual, harm }: Lines): number =>
  usual < harm ? errors * Math.log(usual / harm) + (requests - errors) * Math.log((1 - usual) / (1 - harm)) : 0;
