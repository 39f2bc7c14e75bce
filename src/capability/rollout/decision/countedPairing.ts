import type { Block, Outcomes } from './blocks.ts';

/** Requests of an arm that are kept at most; the oldest go first. */
const mostRequests = 4096;
/** Chunks that are kept apart at most; the oldest are put together. */
const mostChunks = 32;

/** Requests and errors, oldest first. */
export type Chunks = readonly (readonly [requests: number, errors: number])[];

/** What a {@link CountedPairing} keeps. */
export interface SavedCountedPairing {
  readonly controls: Chunks;
  readonly candidates: Chunks;
}

class WaitingChunks {
  #chunks: [requests: number, errors: number][];

  constructor(saved: Chunks = []) {
    this.#chunks = saved.map(([requests, errors]) => [requests, errors]);
  }

  get requests(): number {
    return this.#chunks.reduce((sum, [requests]) => sum + requests, 0);
  }

  add({ requests, errors }: Outcomes): void {
    if (requests === 0) return;
    this.#chunks.push([requests, errors]);
    const [oldest, next, ...others] = this.#chunks;
    if (oldest === undefined || next === undefined) return;
    if (this.requests > mostRequests) this.#chunks.shift();
    else if (this.#chunks.length > mostChunks) {
      this.#chunks = [[oldest[0] + next[0], oldest[1] + next[1]], ...others];
    }
  }

  /** Uses up the oldest chunks, until they have so many requests at least. */
  take(least: number): Outcomes {
    const taken = { requests: 0, errors: 0 };
    while (taken.requests < least) {
      const oldest = this.#chunks.shift();
      if (oldest === undefined) break;
      taken.requests += oldest[0];
      taken.errors += oldest[1];
    }
    return taken;
  }

  save(): Chunks {
    return this.#chunks.map(([requests, errors]) => [requests, errors]);
  }
}

/**
 * Puts counted requests of both arms into blocks, each request into one at most. Of the rarer arm all that wait are used,
 * of the other one the oldest half or somewhat more. Chunks stay whole, so that the numbers in a block depend on numbers
 * only, never on which of them failed.
 */
export class CountedPairing {
  readonly #controls: WaitingChunks;
  readonly #candidates: WaitingChunks;

  constructor(saved?: SavedCountedPairing) {
    this.#controls = new WaitingChunks(saved?.controls);
    this.#candidates = new WaitingChunks(saved?.candidates);
  }

  /** @returns the block that the requests complete, if they do */
  add({ control, candidate }: Block): Block | undefined {
    this.#controls.add(control);
    this.#candidates.add(candidate);
    const controls = this.#controls.requests;
    const candidates = this.#candidates.requests;
    if (controls === 0 || candidates === 0) return undefined;
    const part = (own: number, other: number) => (own <= other ? own : Math.ceil(own / 2));
    return {
      control: this.#controls.take(part(controls, candidates)),
      candidate: this.#candidates.take(part(candidates, controls)),
    };
  }

  save(): SavedCountedPairing {
    return { controls: this.#controls.save(), candidates: this.#candidates.save() };
  }
}
