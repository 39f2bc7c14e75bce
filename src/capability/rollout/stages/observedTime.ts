/**
 * The time that was observed, in milliseconds: between two observations as much as the clock says, but never less than
 * nothing, and never more than a limit. So a clock that is put back or far forward, or a machine that slept, makes no stage
 * long enough that was not.
 */
export class ObservedTime {
  readonly #most: number;
  #clock: number;
  #observed: number;

  /**
   * @param start by the clock, in milliseconds since 1970: there both are the same
   * @param most the longest time without an observation that counts, in milliseconds
   */
  constructor(start: number, most: number) {
    this.#clock = start;
    this.#observed = start;
    this.#most = most;
  }

  /** Something was observed when the clock said so. @returns the observed time */
  observe(clock: number): number {
    this.#observed = this.at(clock);
    this.#clock = clock;
    return this.#observed;
  }

  /** The same, where what is told late puts no clock back. */
  notice(clock: number): number {
    return clock > this.#clock ? this.observe(clock) : this.#observed;
  }

  /** The observed time, if something were observed then. */
  at(clock: number): number {
    return this.#observed + Math.min(Math.max(0, clock - this.#clock), this.#most);
  }
}
