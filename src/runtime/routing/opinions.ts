import type { Choice } from './choice.ts';
import type { User } from './users.ts';

/** What an opinion needs to know of the request that it is about. */
export interface Answered {
  readonly choice: Choice;
  readonly user: User | undefined;
}

/** The last three digits of numbers, once made. Putting a number into digits costs a request more than all else about its id. */
const lastDigits: string[] = [];

/**
 * The requests that were answered last, for as long as opinions on them may come. Their ids are numbers with a mark. What is
 * kept of each lives longer than it anyway: so nothing of a request outlives it, which would cost collections of garbage.
 */
export class Answers {
  readonly #mark: string;
  /** By the number of the request modulo the most: what is known of it; nothing where it failed, or has its opinion. */
  readonly #choices: (Choice | undefined)[];
  readonly #users: (User | undefined)[];
  #number = 0;
  /** What ids begin with: the mark, and the number without its last three digits. */
  #beginning: string;

  /** @param most the number of answers that are kept; with 0 they only get ids */
  constructor(most: number) {
    this.#mark = `${Math.random().toString(36).slice(2, 10)}-`;
    this.#beginning = this.#mark;
    this.#choices = new Array(most);
    this.#users = new Array(most);
  }

  /**
   * Keeps the answer to a request, if it has one.
   * @returns an id for the request: no other one of this process has it, and hardly one of another process
   */
  keep(choice?: Choice, user?: User): string {
    const last = ++this.#number % 1000;
    // To divide by 0 takes longer than all else here.
    if (this.#choices.length) {
      const at = this.#number % this.#choices.length;
      this.#choices[at] = choice;
      this.#users[at] = user;
    }
    if (last === 0) this.#beginning = this.#mark + this.#number / 1000;
    lastDigits[last] ??= `${1000 + last}`.slice(1);
    return this.#beginning + lastDigits[last];
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
