import type { Choice } from './choice.ts';
import type { User } from './users.ts';

/** What an opinion needs to know of the request that it is about. */
export interface Answered {
  readonly choice: Choice;
  readonly user: User | undefined;
}

/** The last three digits of numbers. */
const lastDigits = Array.from({ length: 1000 }, (_, number) => `${1000 + number}`.slice(1));

/**
 * The requests that were answered last, for as long as opinions on them may come. Their ids are numbers with a mark. What is
 * kept of each lives longer than it anyway: so nothing of a request outlives it, which would cost collections of garbage.
 */
export class Answers {
  readonly #mark = `${`${Math.random()}`.slice(2, 14)}-`;
  /** By the number of the request modulo the most: what is known of it; nothing where it failed, or has its opinion. */
  readonly #choices: (Choice | undefined)[];
  readonly #users: (User | undefined)[];
  #number = 0;
  /** By their last three digits. A thousand are made at once: for one alone much has to be fetched that a request has not at hand. */
  #ids = this.#thousand();

  /** @param most the number of answers that are kept; with 0 they only get ids */
  constructor(most: number) {
    this.#choices = new Array(most);
    this.#users = new Array(most);
  }

  /**
   * Keeps the answer to a request, if it has one.
   * @returns an id for the request: no other one of this process has it, and hardly one of another process
   */
  keep(choice?: Choice, user?: User): string {
    const last = ++this.#number % 1000;
    if (!last) this.#ids = this.#thousand();
    // To divide by 0 takes longer than all else here.
    if (this.#choices.length) {
      const at = this.#number % this.#choices.length;
      this.#choices[at] = choice;
      this.#users[at] = user;
    }
    return this.#ids[last] as string;
  }

  #thousand(): readonly string[] {
    const beginning = this.#mark + this.#number / 1000;
    return lastDigits.map((last) => beginning + last);
  }

  /** The answer, once: nobody has two opinions on it. */
  take(id: string): Answered | undefined {
    // Apps hand on what a browser sent, which may be no text. No request has the number 0.
    const number = id?.startsWith?.(this.#mark) ? Number(id.slice(this.#mark.length)) : 0;
    if (!(number > this.#number - this.#choices.length && number <= this.#number)) return undefined;
    const at = number % this.#choices.length;
    const choice = this.#choices[at];
    if (!choice) return undefined;
    this.#choices[at] = undefined;
    return { choice, user: this.#users[at] };
  }
}
