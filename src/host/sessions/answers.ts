import type { GraphSession } from '#protocol';
import { isCancelled } from '../errors.ts';

export interface AnswersPorts {
  /** The session of now. @throws CancelledError where there is none any more */
  readonly session: () => GraphSession;
  /** Waits until the session of now has read the folder. */
  readonly ready: () => Promise<void>;
  /** Told when an answer came in. */
  readonly onAnswer: (question: string) => void;
}

/**
 * What a session answered for the present state of the graph. Lenses, trees, hovers and the Problems panel ask the
 * same questions at the same time; each is put to the engine once.
 */
export class Answers {
  readonly #ports: AnswersPorts;
  readonly #pending = new Map<string, Promise<unknown>>();
  readonly #latest = new Map<string, unknown>();

  constructor(ports: AnswersPorts) {
    this.#ports = ports;
  }

  /**
   * The answer of one question for the present state, asked at most once. A failed question is asked again by whoever
   * comes next; one that was cancelled because its session was closed is put to the session that took its place.
   */
  once<T>(question: string, ask: (session: GraphSession) => Promise<T>): Promise<T> {
    const known = this.#pending.get(question) as Promise<T> | undefined;
    if (known !== undefined) return known;
    const session = this.#ports.session();
    const answer = ask(session).catch(async (error: unknown) => {
      if (!isCancelled(error) || this.#ports.session() === session) throw error;
      await this.#ports.ready();
      return this.once(question, ask);
    });
    this.#pending.set(question, answer);
    answer.then(
      (value) => {
        if (this.#pending.get(question) !== answer) return;
        this.#latest.set(question, value);
        this.#ports.onAnswer(question);
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
