/** Clocks that differ by less cannot be told from an answer that took its time, in milliseconds. */
const least = 1000;

/** Clocks that differ by more are told of, in milliseconds: a scrape may be so late. */
const told = 60_000;

/**
 * How far the clock of Prometheus is ahead of this machine's, by which a rollout begins; 0 for what may as well be the time
 * that the answer took. All in milliseconds since 1970.
 * @param now as Prometheus says
 * @param asked and answered by this machine's clock
 */
export function aheadBy(now: number, asked: number, answered: number): number {
  const ahead = Math.round(now - (asked + answered) / 2);
  return Math.abs(ahead) <= least + (answered - asked) / 2 ? 0 : ahead;
}

/** What people should know of clocks that differ. */
export function skewOf(ahead: number): readonly string[] {
  if (Math.abs(ahead) < told) return [];
  const minutes = Math.round(Math.abs(ahead) / 60_000);
  return [
    `The clock of Prometheus is ${minutes} min ${ahead > 0 ? 'ahead of' : 'behind'} this machine's; its times are corrected by that. A rollout that was started on another machine is counted from a wrong time on, where that one's clock is not this one's: set the clocks.`,
  ];
}
