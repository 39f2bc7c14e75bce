import { setTimeout } from 'node:timers/promises';
import { CancelledError } from '#base';

/** @throws CancelledError */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(milliseconds, undefined, { signal });
  } catch {
    throw new CancelledError();
  }
}
