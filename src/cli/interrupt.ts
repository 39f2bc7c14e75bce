import { exitCodes } from './exitCodes.ts';

/**
 * Turns Ctrl+C (and a polite kill) into a cancellation: what runs can stop in good order. A second one ends the
 * process at once.
 */
export function cancelOnInterrupt(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(exitCodes.cancelled);
      controller.abort();
    });
  }
  return controller.signal;
}
