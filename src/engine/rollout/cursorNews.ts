import type { Journal } from '#journal';
import type { RolloutLogEntry } from '#protocol';
import { JournalNews } from './journalNews.ts';
import { openIn } from './openNames.ts';
import type { Rollouts } from './rollouts.ts';

/** What is new after a cursor. A cursor lives as long as this. */
export class CursorNews {
  readonly #news: JournalNews;
  readonly #rollouts: Rollouts;
  readonly #journal: () => Journal;
  readonly #figuresEvery: number | undefined;

  /**
   * @param figuresEvery how often the figures of rollouts that go on are news though no journal says so, in milliseconds: where
   * another source has them
   */
  constructor(rollouts: Rollouts, journal: () => Journal, figuresEvery?: number) {
    this.#rollouts = rollouts;
    this.#figuresEvery = figuresEvery;
    this.#news = new JournalNews(() => rollouts, journal);
    this.#journal = journal;
  }

  /**
   * The journal, the latest decision in it, the latest request and opinion that figures rest on, how often figures came late, and the
   * time where they rest on others.
   */
  cursor(): string {
    const { journal, id } = this.#news.place();
    const [request] = this.#journal().requests({ limit: 1 });
    const [feedback] = this.#journal().feedback({ limit: 1 });
    const requestId = request?.rollout === undefined ? 0 : request.id;
    return [journal, id, requestId, feedback?.id ?? 0, this.#rollouts.lateFigures, this.#period()].join('.');
  }

  /** What was done to rollouts after a cursor, oldest first. */
  after(cursor: string): readonly RolloutLogEntry[] {
    const [journal = 0, id = 0] = cursor.split('.').map(Number);
    return this.#news.after({ journal, id }).entries;
  }

  #period(): number {
    if (this.#figuresEvery === undefined || openIn(this.#rollouts.flags.readOrLast()).length === 0) return 0;
    return Math.floor(Date.now() / this.#figuresEvery);
  }
}
