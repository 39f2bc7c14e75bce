import type { Served } from './report.ts';

/** What an opinion needs to know of the request that it is about. */
export interface Answered {
  readonly served: Served;
  readonly user: string | undefined;
}

/** The requests that were answered last, for as long as opinions on them may come. Their ids are numbers with a mark. */
export class Answers {
  readonly #mark: string;
  readonly #last: (
    | { readonly number: number; readonly served: Served; readonly user: string | undefined }
    | undefined
  )[];
  #number = 0;

  /** @param most the number of answers that are kept */
  constructor(most: number) {
    this.#mark = `${Math.random().toString(36).slice(2, 10)}-`;
    this.#last = new Array(most).fill(undefined);
  }

  /** An id that no other request of this process has, and hardly one of another process. */
  newId(): string {
    return this.#mark + ++this.#number;
  }

  /** Keeps the answer to a request, and gives it an id. */
  keep(served: Served, user: string | undefined): string {
    const id = this.newId();
    this.#last[this.#number % this.#last.length] = { number: this.#number, served, user };
    return id;
  }

  /** The answer, once: nobody has two opinions on it. */
  take(id: string): Answered | undefined {
    const number = id.startsWith(this.#mark) ? Number(id.slice(this.#mark.length)) : Number.NaN;
    const at = number % this.#last.length;
    const kept = this.#last[at];
    if (kept?.number !== number) return undefined;
    this.#last[at] = undefined;
    return kept;
  }
}
