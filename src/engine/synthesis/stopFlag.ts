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
