import type { Variant } from './report.ts';

/** What an opinion needs to know of the request that it is about. */
export interface Answered {
  readonly capability: string;
  readonly version: string;
  readonly variant: Variant;
  readonly user: string | undefined;
}

/** The requests that were answered last, for as long as opinions on them may come. Their ids are numbers with a mark. */
export class Answers {
  readonly #mark: string;
  readonly #last: ({ readonly number: number; readonly answered: Answered } | undefined)[];
  #number = 0;

  /** @param most the number of answers that are kept */
  constructor(most: number) {
    this.#mark = Math.random().toString(36).slice(2, 10);
    this.#last = new Array(most).fill(undefined);
  }

  /** An id that no other request of this process has, and hardly one of another process. */
  newId(): string {
    this.#number++;
    return `${this.#mark}-${this.#number}`;
  }

  /** Keeps the answer to the request that had the newest id. */
  keep(id: string, answered: Answered): void {
    const number = this.#numberOf(id);
    this.#last[number % this.#last.length] = { number, answered };
  }

  /** The answer, once: nobody has two opinions on it. */
  take(id: string): Answered | undefined {
    const number = this.#numberOf(id);
    const at = number % this.#last.length;
    const kept = this.#last[at];
    if (kept?.number !== number) return undefined;
    this.#last[at] = undefined;
    return kept.answered;
  }

  #numberOf(id: string): number {
    return id.startsWith(`${this.#mark}-`) ? Number(id.slice(this.#mark.length + 1)) : Number.NaN;
  }
}
