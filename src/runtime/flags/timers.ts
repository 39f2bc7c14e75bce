/** The timer, which from now on does not keep a Node process alive; in a browser none does. */
export function idle<Timer>(timer: Timer): Timer {
  (timer as { unref?(): void }).unref?.();
  return timer;
}
