import { pause } from '#base';
import type { Rollout } from '#capability/rollout';
import type { Observer } from './observer.ts';

/**
 * Readings of the figures that a status shows. Where a source takes long, as a Prometheus that hangs, nobody who wants to stop
 * something waits for it: the last figures are shown, and what comes later is told.
 */
export class StatusReadings {
  readonly #within: number | undefined;
  readonly #tell: () => void;
  /** Those that took too long, until they end: none is begun beside them. */
  readonly #late = new WeakMap<Observer, Promise<void>>();
  readonly #end = new AbortController();
  #told = 0;

  /**
   * @param within how long figures are waited for, in milliseconds; until they are there by default
   * @param tell that figures have come that nobody waited for any more
   */
  constructor(within: number | undefined, tell: () => void) {
    this.#within = within;
    this.#tell = tell;
  }

  /** How often that was told. */
  get told(): number {
    return this.#told;
  }

  /** Reads what is new. @throws CancelledError */
  async read(observer: Observer, rollout: Rollout, now: number, signal?: AbortSignal): Promise<void> {
    if (this.#within === undefined) return observer.observe(rollout, now, signal);
    const { changes } = observer;
    // It goes on when whoever has asked for the status is gone.
    const reading = this.#late.get(observer) ?? observer.observe(rollout, now, this.#end.signal);
    let isThere = false;
    try {
      isThere = await endsWithin(reading, this.#within, signal);
    } finally {
      if (!isThere) this.#follow(observer, reading, changes);
    }
  }

  /** Ends those that are under way. */
  end(): void {
    this.#end.abort();
  }

  #follow(observer: Observer, reading: Promise<void>, changes: number): void {
    if (this.#late.has(observer)) return;
    this.#late.set(observer, reading);
    const end = () => {
      this.#late.delete(observer);
      if (observer.changes === changes) return;
      this.#told++;
      this.#tell();
    };
    // What went wrong goes wrong again at the next reading, and is told there.
    void reading.then(end, end);
  }
}

/** Whether work ends within so many milliseconds. @throws CancelledError, and what the work throws until then */
async function endsWithin(work: Promise<void>, milliseconds: number, signal?: AbortSignal): Promise<boolean> {
  const over = new AbortController();
  const patience = pause(milliseconds, signal ? AbortSignal.any([signal, over.signal]) : over.signal);
  try {
    return await Promise.race([work.then(() => true), patience.then(() => false)]);
  } finally {
    over.abort();
  }
}
