import { CancelledError, type TaskOptions } from '#base';

/**
 * A word across threads to one that is busy: a search does not look for messages before it is over, but it looks at
 * memory that both share.
 */
export class StopFlag {
  readonly memory: SharedArrayBuffer;
  readonly #cell: Int32Array;

  constructor(memory = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) {
    this.memory = memory;
    this.#cell = new Int32Array(memory);
  }

  raise(): void {
    Atomics.store(this.#cell, 0, 1);
  }

  get isRaised(): boolean {
    return Atomics.load(this.#cell, 0) === 1;
  }
}

/** Hands a search a flag that goes up with the signal. */
export async function stoppable<T>(
  { signal, report }: TaskOptions | undefined = {},
  search: (stop: SharedArrayBuffer, task: TaskOptions) => Promise<T>,
): Promise<T> {
  if (signal?.aborted) throw new CancelledError();
  const stop = new StopFlag();
  const raise = () => stop.raise();
  signal?.addEventListener('abort', raise, { once: true });
  try {
    return await search(stop.memory, { signal, report });
  } finally {
    signal?.removeEventListener('abort', raise);
  }
}
