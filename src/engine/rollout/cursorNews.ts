import type { Journal } from '#journal';
import type { RolloutLogEntry } from '#protocol';
import { JournalNews } from './journalNews.ts';
import type { Rollouts } from './rollouts.ts';

/** What is new after a cursor. A cursor lives as long as this. */
export class CursorNews {
  readonly #news: JournalNews;
  readonly #journal: () => Journal;

  constructor(rollouts: Rollouts, journal: () => Journal) {
    this.#news = new JournalNews(rollouts, journal);
    this.#journal = journal;
  }

  /** The journal, the latest decision in it, and the latest request and opinion that figures rest on. */
  cursor(): string {
    const { journal, id } = this.#news.place();
    const [request] = this.#journal().requests({ limit: 1 });
    const [feedback] = this.#journal().feedback({ limit: 1 });
    const requestId = request?.rollout === undefined ? 0 : request.id;
    return [journal, id, requestId, feedback?.id ?? 0].join('.');
  }

  /** What was done to rollouts after a cursor, oldest first. */
  after(cursor: string): readonly RolloutLogEntry[] {
    const [journal = 0, id = 0] = cursor.split('.').map(Number);
    return this.#news.after({ journal, id }).entries;
  }
}
