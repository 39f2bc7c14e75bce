import type { Served } from './report.ts';
import type { User } from './users.ts';

/** What an opinion needs to know of the request that it is about. */
export interface Answered {
  readonly served: Served;
  readonly user: User | undefined;
}

/**
 * The requests that were answered last, for as long as opinions on them may come. Their ids are numbers with a mark. What is
 * kept of each lives longer than it anyway: so nothing of a request outlives it, which would cost collections of garbage.
 */
export class Answers {
  readonly #mark: string;
  /** By the number of the request modulo the most: what is known of it; nothing where it failed, or has its opinion. */
  readonly #served: (Served | undefined)[];
  readonly #users: (User | undefined)[];
  #number = 0;

  /** @param most the number of answers that are kept */
  constructor(most: number) {
    this.#mark = `${Math.random().toString(36).slice(2, 10)}-`;
    this.#served = new Array(most);
    this.#users = new Array(most);
  }

  /** An id for a request that has no answer: no other one of this process has it, and hardly one of another process. */
  newId(): string {
    return this.keep(undefined, undefined);
  }

  /** Keeps the answer to a request, and gives it an id. */
  keep(served: Served | undefined, user: User | undefined): string {
    const at = ++this.#number % this.#served.length;
    this.#served[at] = served;
    // Written where there is something to write: a line of memory less for each request of an app that knows no users.
    if (user !== this.#users[at]) this.#users[at] = user;
    return this.#mark + this.#number;
  }

  /** The answer, once: nobody has two opinions on it. */
  take(id: string): Answered | undefined {
    const number = id.startsWith(this.#mark) ? Number(id.slice(this.#mark.length)) : Number.NaN;
    if (!(number > this.#number - this.#served.length && number <= this.#number)) return undefined;
    const at = number % this.#served.length;
    const served = this.#served[at];
    if (served === undefined) return undefined;
    this.#served[at] = undefined;
    return { served, user: this.#users[at] };
  }
}
