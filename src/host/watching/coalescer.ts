import type { FileEvent } from '#protocol';
import { EventBatch } from './eventBatch.ts';

/** A save is one event and should show at once; a checkout is thousands, and they trickle in. */
export const timing = { quietMs: 60, burstSize: 30, burstQuietMs: 400, longestMs: 3000 } as const;

/**
 * Turns a stream of file events into few updates: an update starts when the stream has been quiet for a moment,
 * never while another one is running, and at the latest after `longestMs`.
 */
export class Coalescer {
  readonly #update: (events: readonly FileEvent[]) => Promise<void>;
  readonly #batch = new EventBatch();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #firstAt = 0;
  #running = false;

  /** @param update must not reject */
  constructor(update: (events: readonly FileEvent[]) => Promise<void>) {
    this.#update = update;
  }

  add(event: FileEvent): void {
    if (this.#batch.size === 0) this.#firstAt = Date.now();
    this.#batch.add(event);
    this.#schedule();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#batch.take();
  }

  #schedule(): void {
    if (this.#running) return;
    clearTimeout(this.#timer);
    const quiet = this.#batch.size > timing.burstSize ? timing.burstQuietMs : timing.quietMs;
    const left = this.#firstAt + timing.longestMs - Date.now();
    this.#timer = setTimeout(() => void this.#flush(), Math.max(0, Math.min(quiet, left)));
  }

  async #flush(): Promise<void> {
    this.#running = true;
    try {
      await this.#update(this.#batch.take());
    } finally {
      this.#running = false;
      if (this.#batch.size > 0) {
        this.#firstAt = Date.now();
        this.#schedule();
      }
    }
  }
}
