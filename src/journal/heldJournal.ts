import type { Journal } from './journal.ts';
import { type JournalOptions, openJournal } from './openJournal.ts';

/**
 * The journal of a program that lives long. Where its file is removed or replaced meanwhile, as by `git clean`, the one that
 * others open from then on is opened: what is written to a removed file nobody reads, and is lost.
 */
export class HeldJournal {
  readonly #options: JournalOptions;
  #journal: Journal | undefined;
  /** Removed ones, to which somebody may still write what was begun. */
  readonly #left: Journal[] = [];

  constructor(options: JournalOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#journal !== undefined;
  }

  /** @throws ToolwrightError as {@link openJournal} */
  get(): Journal {
    if (this.#journal?.isInPlace === false) {
      const { file, logger } = this.#options;
      logger?.warn(
        `The journal ${file} was removed or replaced. What was in it is gone, and the one that is there now is used.`,
      );
      this.#left.push(this.#journal);
      this.#journal = undefined;
    }
    this.#journal ??= openJournal(this.#options);
    return this.#journal;
  }

  close(): void {
    for (const journal of this.#left.splice(0)) journal.close();
    this.#journal?.close();
    this.#journal = undefined;
  }
}
