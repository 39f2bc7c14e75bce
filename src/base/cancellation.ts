import { CancelledError } from './errors.ts';

/** Throws {@link CancelledError} when the caller asked to stop; to be called between units of work. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new CancelledError();
}
