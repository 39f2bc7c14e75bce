import { throwIfCancelled } from '#base';
import type { SynthesisBudget } from '../../generator.ts';

/** Counts the work of a search against its budget. */
export class WorkMeter {
  readonly #budget: SynthesisBudget;
  #spent = 0;
  #nextLook = 0;
  #late = false;

  constructor(budget: SynthesisBudget) {
    this.#budget = budget;
  }

  /** Whether there is budget left after so many steps more. @throws CancelledError when the budget's signal says so */
  spend(steps: number): boolean {
    this.#spent += steps;
    if (this.#spent >= this.#nextLook) {
      this.#nextLook = this.#spent + 200;
      throwIfCancelled(this.#budget.signal);
      this.#late = performance.now() > (this.#budget.deadline ?? Number.POSITIVE_INFINITY);
    }
    return !this.isExhausted;
  }

  get isExhausted(): boolean {
    return this.#late || this.#spent > this.#budget.steps;
  }
}
