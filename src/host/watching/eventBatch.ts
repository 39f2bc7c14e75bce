import type { FileEvent } from '#protocol';

type Change = FileEvent['type'];

/**
 * File events gathered until somebody takes them, one a path. What happened to a path in between is folded:
 * only its state before and after matter to the graph.
 */
export class EventBatch {
  readonly #changes = new Map<string, Change>();

  get size(): number {
    return this.#changes.size;
  }

  add({ type, path }: FileEvent): void {
    const before = this.#changes.get(path);
    this.#changes.set(path, before === undefined ? type : folded(before, type));
  }

  /** The events in the order in which their paths were first met; the batch is empty after. */
  take(): readonly FileEvent[] {
    const events = [...this.#changes].map(([path, type]) => ({ type, path }));
    this.#changes.clear();
    return events;
  }
}

/** A file that comes back after a deletion has changed; one that vanishes again is deleted, which is harmless if nobody knew it. */
function folded(before: Change, now: Change): Change {
  if (now === 'deleted') return 'deleted';
  return before === 'deleted' ? 'changed' : before;
}
