import { build } from 'hdr-histogram-js';
import type { ArmLatency } from '#protocol';

/** An hour, in microseconds: what takes longer counts as this. */
const longest = 3_600_000_000;

/** How long requests took, in an HDR histogram of microseconds with two digits: of any number of them in little memory. */
export class Durations {
  readonly #histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: longest,
    numberOfSignificantValueDigits: 2,
  });

  /** @param ms milliseconds */
  add(ms: number): void {
    this.#histogram.recordValue(Math.min(longest, Math.max(1, Math.round(ms * 1000))));
  }

  /** Nothing where nothing was timed. */
  figures(): ArmLatency | undefined {
    if (this.#histogram.totalCount === 0) return undefined;
    return { p50: this.#at(50), p99: this.#at(99) };
  }

  #at(percent: number): number {
    return this.#histogram.getValueAtPercentile(percent) / 1000;
  }
}
