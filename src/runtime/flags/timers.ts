/** The longest that a timer waits, in milliseconds: beyond it, Node's and browsers' timers end at once. */
export const longestTimer = 2 ** 31 - 1;

/** The timer, which from now on does not keep a Node process alive; in a browser none does. */
export function idle<Timer>(timer: Timer): Timer {
  (timer as { unref?(): void }).unref?.();
  return timer;
}
