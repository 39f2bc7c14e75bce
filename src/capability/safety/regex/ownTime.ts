/** The processor time that this thread has had, in milliseconds; undefined where Node cannot tell (before 23.9). */
const threadTime = (): number | undefined => {
  // VS Code's own Node may be older than the types.
  const usage = (process as { threadCpuUsage?: typeof process.threadCpuUsage }).threadCpuUsage?.();
  return usage && (usage.user + usage.system) / 1000;
};

/** A thread that has had most of its time has had it: clocks are not exact. */
const most = 0.8;
const tries = 3;
/** The longest that is waited, in milliseconds, however busy the machine is. */
const longest = 20_000;

/**
 * Runs what gives up after a time by the clock on the wall, so that it gives up after a time of its own: on a busy machine,
 * where it had less than that, it runs again with more.
 * @param run given the milliseconds after which it gives up
 * @param isLate whether it gave up
 * @param patience how much processor time it is worth, in milliseconds
 * @param clock tells the thread's processor time
 */
export function inOwnTime<Result>(
  run: (timeout: number) => Result,
  isLate: (result: Result) => boolean,
  patience: number,
  clock: () => number | undefined = threadTime,
): Result {
  let timeout = patience;
  for (let left = tries - 1; ; left--) {
    const before = clock();
    const result = run(timeout);
    const after = clock();
    if (left === 0 || !isLate(result) || before === undefined || after === undefined) return result;
    const own = after - before;
    if (own >= most * patience) return result;
    // Whoever is given a part of a millisecond may refuse to run at all.
    timeout = Math.min(longest, Math.ceil((timeout * patience) / Math.max(1, own)));
  }
}
