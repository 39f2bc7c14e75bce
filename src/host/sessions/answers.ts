import type { GraphSession } from '#protocol';

/**
 * What a session answered for the present state of the graph. Lenses, trees, hovers and the Problems panel ask the
 * same questions at the same time; each is put to the engine once.
 */
export class Answers {
  readonly #session: () => GraphSession;
  readonly #onAnswer: (question: string) => void;
  readonly #pending = new Map<string, Promise<unknown>>();
  readonly #latest = new Map<string, unknown>();

  /** @param onAnswer told when an answer came in */
  constructor(session: () => GraphSession, onAnswer: (question: string) => void) {
    this.#session = session;
    this.#onAnswer = onAnswer;
  }

  /** The answer of one question for the present state, asked at most once. A failed question is asked again. */
  once<T>(question: string, ask: (session: GraphSession) => Promise<T>): Promise<T> {
    const known = this.#pending.get(question) as Promise<T> | undefined;
    if (known !== undefined) return known;
    const answer = ask(this.#session());
    this.#pending.set(question, answer);
    answer.then(
      (value) => {
        if (this.#pending.get(question) !== answer) return;
        this.#latest.set(question, value);
        this.#onAnswer(question);
      },
      () => {
        if (this.#pending.get(question) === answer) this.#pending.delete(question);
      },
    );
    return answer;
  }

  /** The last answer there was, perhaps for a state that has passed: for counts that should not flicker. */
  latest<T>(question: string): T | undefined {
    return this.#latest.get(question) as T | undefined;
  }

  /** Forgets the answers: the graph is another one now. What nobody asked of the old one is no longer kept as latest. */
  expire(): void {
    for (const question of this.#latest.keys()) {
      if (!this.#pending.has(question)) this.#latest.delete(question);
    }
    this.#pending.clear();
  }
}
