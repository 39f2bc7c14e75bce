import type { Block, Outcomes } from './blocks.ts';

/** Outcomes that are kept at most; the oldest go first. */
const most = 4096;

/** What a {@link Pairing} keeps: outcomes, oldest first, `1` for one that failed and `0` for one that did not. */
export interface SavedPairing {
  readonly controls: string;
  readonly candidates: string;
}

/** Requests of one arm that have not been compared with any of the other yet, first in, first out. */
class Waiting {
  #failed: boolean[];
  #next = 0;

  constructor(saved = '') {
    this.#failed = Array.from(saved, (one) => one === '1');
  }

  get requests(): number {
    return this.#failed.length - this.#next;
  }

  add(failed: boolean): void {
    this.#failed.push(failed);
    if (this.requests > most) this.#next++;
    if (this.#next >= most) {
      this.#failed = this.#failed.slice(this.#next);
      this.#next = 0;
    }
  }

  /** Uses up half of what is there, the oldest, so that something is left when the next one of the other arm comes at once. */
  takeHalf(): Outcomes {
    const requests = Math.ceil(this.requests / 2);
    let errors = 0;
    for (let taken = 0; taken < requests; taken++) if (this.#failed[this.#next++]) errors++;
    return { requests, errors };
  }

  save(): string {
    return this.#failed
      .slice(this.#next)
      .map((failed) => (failed ? '1' : '0'))
      .join('');
  }
}

const one = (failed: boolean): Outcomes => ({ requests: 1, errors: failed ? 1 : 0 });

/**
 * Puts requests of both arms into blocks, each request into one at most: one request of an arm, and waiting ones of the
 * other, so it is the rarer arm's requests that are each set against several. How many depends on no outcome.
 */
export class Pairing {
  readonly #controls: Waiting;
  readonly #candidates: Waiting;

  constructor(saved?: SavedPairing) {
    this.#controls = new Waiting(saved?.controls);
    this.#candidates = new Waiting(saved?.candidates);
  }

  /** @returns the block that the request completes, if it does */
  control(failed: boolean): Block | undefined {
    if (this.#candidates.requests > 0) return { control: one(failed), candidate: this.#candidates.takeHalf() };
    this.#controls.add(failed);
    return undefined;
  }

  /** @returns the block that the request completes, if it does */
  candidate(failed: boolean): Block | undefined {
    if (this.#controls.requests > 0) return { control: this.#controls.takeHalf(), candidate: one(failed) };
    this.#candidates.add(failed);
    return undefined;
  }

  save(): SavedPairing {
    return { controls: this.#controls.save(), candidates: this.#candidates.save() };
  }
}
