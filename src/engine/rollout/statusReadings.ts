import { pause } from '#base';
import type { Rollout } from '#capability/rollout';
import type { Observer } from './observer.ts';

/** A reading that took too long, and a rollout that somebody has asked about since. */
interface Late {
  readonly reading: Promise<void>;
  joined?: Rollout;
}

/**
 * Readings of the figures that a status shows. Where a source takes long, as a Prometheus that hangs, nobody who wants to stop
 * something waits for it: the last figures are shown, and what comes later is told.
 */
export class StatusReadings {
  readonly #within: number | undefined;
  readonly #tell: () => void;
  /** Those that took too long, until they end: none is begun beside them. */
  readonly #late = new WeakMap<Observer, Late>();
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
    const reading = this.#late.get(observer)?.reading ?? observer.observe(rollout, now, this.#end.signal);
    let isThere = false;
    try {
      isThere = await endsWithin(reading, this.#within, signal);
    } finally {
      if (!isThere) this.#follow(observer, rollout, reading, changes);
    }
  }

  /** Ends those that are under way. */
  end(): void {
    this.#end.abort();
  }

  #follow(observer: Observer, rollout: Rollout, reading: Promise<void>, changes: number): void {
    const late = this.#late.get(observer);
    if (late) {
      late.joined = rollout;
      return;
    }
    const own: Late = { reading };
    this.#late.set(observer, own);
    const end = (isRead: boolean) => {
      this.#late.delete(observer);
      // It was begun for another stage than the one that is asked about: that one can be read now.
      const isOther = isRead && own.joined !== undefined && !observer.hasRead(own.joined);
      if (observer.changes === changes && !isOther) return;
      this.#told++;
      this.#tell();
    };
    // What went wrong goes wrong again at the next reading, and is told there.
    void reading.then(
      () => end(true),
      () => end(false),
    );
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
