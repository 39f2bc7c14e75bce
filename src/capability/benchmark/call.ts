/** One call that came to a value. */
export interface Run {
  /** Of the clock on the wall; above 0. */
  readonly ms: number;
  /** Processor time, where the sandbox tells. */
  readonly cpuMs?: number;
  readonly heapBytes: number;
  /** Of them, outside of the heap proper, where the sandbox tells. */
  readonly outsideBytes?: number;
  /** Which of the inputs it had: the same for the same one. */
  readonly input: number | string;
}

/**
 * Makes one call.
 * @param turn the inputs take turns by it
 * @returns undefined where it came to no value
 */
export type Call = (turn: number) => Promise<Run | undefined>;
