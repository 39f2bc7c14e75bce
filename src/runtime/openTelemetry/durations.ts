/** Upper bounds in seconds. Among them are the limits that policies usually set, so that the share above a limit can be told exactly. */
export const bounds: readonly number[] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** How long requests took, in seconds. */
export interface Durations {
  count: number;
  sum: number;
  min: number;
  max: number;
  /** How many took as long as each bound at most, and longer than the one before; at last those beyond all bounds. */
  readonly counts: number[];
}

export const noDurations = (): Durations => ({
  count: 0,
  sum: 0,
  min: Number.POSITIVE_INFINITY,
  max: 0,
  counts: new Array<number>(bounds.length + 1).fill(0),
});

export function addDuration(to: Durations, seconds: number): void {
  let at = 0;
  // Most requests are quick, so the first bounds are the likely ones.
  while (seconds > (bounds[at] ?? Number.POSITIVE_INFINITY)) at++;
  to.counts[at] = (to.counts[at] ?? 0) + 1;
  to.count++;
  to.sum += seconds;
  if (seconds < to.min) to.min = seconds;
  if (seconds > to.max) to.max = seconds;
}
