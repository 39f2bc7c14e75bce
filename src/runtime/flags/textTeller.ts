import type { FlagListener, FlagProblem } from './source.ts';

/** Makes of the texts that a source reads what its listener is told: documents that are new, problems once, recoveries. */
export class TextTeller {
  readonly #listener: FlagListener;
  #text: string | undefined;
  #problem: string | undefined;

  constructor(listener: FlagListener) {
    this.#listener = listener;
  }

  /**
   * A text was read. A byte order mark, which some editors write, is none of it.
   * @returns whether it is a document; else nothing is told, for it may be half of one that is being written
   */
  text(text: string): boolean {
    if (text === this.#text) {
      this.unchanged();
      return true;
    }
    let document: unknown;
    try {
      document = JSON.parse(text.replace(/^\uFEFF/, ''));
    } catch {
      return false;
    }
    this.#text = text;
    this.#problem = undefined;
    this.#listener.document(document);
    return true;
  }

  /** The source has answered that there is nothing new. */
  unchanged(): void {
    if (!this.#problem) return;
    this.#problem = undefined;
    this.#listener.recovered();
  }

  problem(problem: FlagProblem): void {
    if (this.#problem === problem.message) return;
    this.#problem = problem.message;
    this.#listener.problem(problem);
  }
}
