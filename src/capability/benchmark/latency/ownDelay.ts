import { quantile } from 'simple-statistics';
import type { LatencyReport } from '#protocol';

const intervalMs = 10;
/** Timers go by whole milliseconds: that is no delay of the event loop. */
const roundingMs = 1;

/**
 * How late this thread's event loop is while something else is measured: the answer to a call waits as long for it. Not
 * Node's own monitor: that cannot leave out what this thread does between calls, when nothing waits for it.
 */
export class OwnDelay {
  readonly #delays: number[] = [];
  readonly #timer = setInterval(() => this.#tick(), intervalMs).unref();
  #last = performance.now();
  #leftOut = 0;

  /** Does something that no call waits for. */
  without<T>(work: () => T): T {
    const began = performance.now();
    try {
      return work();
    } finally {
      this.#leftOut += performance.now() - began;
    }
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Nothing where it was too short a time to tell. */
  get figures(): Pick<LatencyReport, 'ownDelayMs' | 'usualOwnDelayMs'> {
    if (this.#delays.length === 0) return {};
    const [usualOwnDelayMs, ownDelayMs] = quantile(this.#delays, [0.5, 0.99]) as [number, number];
    return { ownDelayMs, usualOwnDelayMs };
  }

  #tick(): void {
    const now = performance.now();
    this.#delays.push(Math.max(0, now - this.#last - this.#leftOut - intervalMs - roundingMs));
    this.#last = now;
    this.#leftOut = 0;
  }
}
