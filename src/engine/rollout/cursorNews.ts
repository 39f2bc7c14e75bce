import type { Journal } from '#journal';
import type { RolloutLogEntry } from '#protocol';
import type { Rollouts } from './rollouts.ts';

/** The journal at the latest look. */
interface Seen {
  readonly journal: Journal;
  /** Counts the journals: ids of one say nothing of another. */
  readonly number: number;
  /** Until when the one before was there, in milliseconds since 1970. */
  readonly since: number;
  /** When it was looked at, likewise. */
  readonly at: number;
}

/** What is new after a cursor, also where the journal was removed or replaced meanwhile. A cursor lives as long as this. */
export class CursorNews {
  readonly #rollouts: Rollouts;
  readonly #journal: () => Journal;
  #seen: Seen | undefined;

  constructor(rollouts: Rollouts, journal: () => Journal) {
    this.#rollouts = rollouts;
    this.#journal = journal;
  }

  /** The journal, the latest decision in it, and the latest request and opinion that figures rest on. */
  cursor(): string {
    const { journal, number } = this.#look();
    const [decision] = journal.decisions({ kinds: 'rollout-', limit: 1 });
    const [request] = journal.requests({ limit: 1 });
    const [feedback] = journal.feedback({ limit: 1 });
    return [
      ...[number, decision?.id ?? 0],
      ...[request?.rollout === undefined ? 0 : request.id, feedback?.id ?? 0],
    ].join('.');
  }

  /** What was done to rollouts after a cursor, oldest first. */
  after(cursor: string): readonly RolloutLogEntry[] {
    const { number, since } = this.#look();
    const [of, id = 0] = cursor.split('.').map(Number);
    if (of === number) return this.#rollouts.doneAfter(id);
    // Another journal has got what was done long ago, too: as it was found in the flag file, or where an older one was restored.
    return this.#rollouts.doneAfter(0).filter(({ found, at }) => found === undefined && Date.parse(at) >= since);
  }

  #look(): Seen {
    const at = Date.now();
    const journal = this.#journal();
    const { number = 0, since = at, at: before = at } = this.#seen ?? {};
    if (this.#seen?.journal === journal) this.#seen = { journal, number, since, at };
    else {
      // What a new journal is yet to be told of is no news.
      if (this.#seen !== undefined) this.#rollouts.recordFound();
      this.#seen = { journal, number: number + 1, since: before, at };
    }
    return this.#seen;
  }
}
