import type { Block, Outcomes } from './blocks.ts';
import type { Arm } from './request.ts';

/** Requests of one arm that are compared from before the first one of the other arm, the newest ones. */
const mostBefore = 64;
/** And from after it: as many, up to this, for a block is known only when they are there. */
const mostAfter = 8;

/** Requests of one arm that wait for what does not come; then all of the block is forgotten. */
const most = 4096;

const none: Outcomes = { requests: 0, errors: 0 };

/**
 * Puts requests of both arms into blocks, each request into one at most. All requests of a block are neighbours in time:
 * those of one arm before the first of the other, and some after it. So what befalls both arms, as an outage does,
 * befalls both in nearly every block, also in those at its edges, and is not taken for the fault of one.
 *
 * What waits too long is forgotten. How large blocks are depends on the order in which arms are served, and on no outcome.
 */
export class Pairing {
  /** Of one arm, as long as there is none of the other one; oldest first. */
  #waiting: Outcomes[] = [];
  #before = 0;
  #first: Arm = 'control';
  /** From when both arms are there. */
  #open: { block: Block; missing: number } | undefined;

  /** @returns the block that the request completes, if it does */
  one(arm: Arm, failed: boolean): Block | undefined {
    const outcome = { requests: 1, errors: failed ? 1 : 0 };
    return this.add({ control: none, candidate: none, [arm]: outcome });
  }

  /** Adds requests that come at once, and stay together. @returns the block that they complete, if they do */
  add(next: Block): Block | undefined {
    const both = next.control.requests > 0 && next.candidate.requests > 0;
    if (this.#open === undefined) {
      if (this.#waiting.length === 0) this.#first = larger(next);
      if (!both && next[this.#first].requests > 0) return this.#wait(next[this.#first]);
      if (next[other(this.#first)].requests === 0) return undefined;
      const before = this.#waiting.reduce(sum, none);
      this.#open = {
        block: { control: none, candidate: none, [this.#first]: before },
        missing: Math.min(mostAfter, this.#before),
      };
      this.#waiting = [];
      this.#before = 0;
    }
    const open = this.#open;
    const { control, candidate } = open.block;
    open.block = { control: sum(control, next.control), candidate: sum(candidate, next.candidate) };
    open.missing -= next[this.#first].requests;
    const { block, missing } = open;
    if (missing > 0 && block[other(this.#first)].requests < most) return undefined;
    this.#open = undefined;
    return missing > 0 ? undefined : block;
  }

  /** The newest stay, as many as are needed and no more. */
  #wait(outcomes: Outcomes): undefined {
    this.#waiting.push(outcomes);
    this.#before += outcomes.requests;
    for (let oldest = this.#waiting[0]; oldest !== undefined; oldest = this.#waiting[0]) {
      if (this.#before - oldest.requests < mostBefore) return;
      this.#waiting.shift();
      this.#before -= oldest.requests;
    }
  }
}

const sum = (one: Outcomes, two: Outcomes): Outcomes => ({
  requests: one.requests + two.requests,
  errors: one.errors + two.errors,
});

const other = (arm: Arm): Arm => (arm === 'control' ? 'candidate' : 'control');

const larger = ({ control, candidate }: Block): Arm =>
  control.requests >= candidate.requests ? 'control' : 'candidate';
