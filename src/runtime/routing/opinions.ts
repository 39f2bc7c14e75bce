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
  /** By the number of the request modulo the most: its number, and what is known of it. */
  readonly #numbers: Float64Array;
  readonly #served: (Served | undefined)[];
  readonly #users: (User | undefined)[];
  #number = 0;

  /** @param most the number of answers that are kept */
  constructor(most: number) {
    this.#mark = `${Math.random().toString(36).slice(2, 10)}-`;
    this.#numbers = new Float64Array(most);
    this.#served = new Array(most).fill(undefined);
    this.#users = new Array(most).fill(undefined);
  }

  /** An id that no other request of this process has, and hardly one of another process. */
  newId(): string {
    return this.#mark + ++this.#number;
  }

  /** Keeps the answer to a request, and gives it an id. */
  keep(served: Served, user: User | undefined): string {
    const id = this.newId();
    const at = this.#number % this.#numbers.length;
    this.#numbers[at] = this.#number;
    this.#served[at] = served;
    this.#users[at] = user;
    return id;
  }

  /** The answer, once: nobody has two opinions on it. */
  take(id: string): Answered | undefined {
    const number = id.startsWith(this.#mark) ? Number(id.slice(this.#mark.length)) : Number.NaN;
    const at = number % this.#numbers.length;
    const served = this.#served[at];
    if (this.#numbers[at] !== number || served === undefined) return undefined;
    this.#numbers[at] = 0;
    return { served, user: this.#users[at] };
  }
}
