import type { Result, Teaching } from './teaching.ts';

/** Milliseconds from a letter to the lesson. What is known needs no search; its beginning may still become it. */
const pauses = { known: 0, beginning: 700, other: 80 };

export interface TypingPorts {
  /** Places whose results are wanted first. */
  readonly inSight: () => readonly number[];
  readonly began: () => void;
  /** The lesson of the last letter is over, or failed. */
  readonly ended: (error?: unknown) => void;
}

/**
 * Makes lessons of what is being typed for one input. Each letter ends the lesson of the one before at once. While the
 * letters are the beginning of what the known program gives, that program stays: half a word teaches nothing.
 */
export class Typing {
  readonly #teaching: Teaching;
  readonly #at: number;
  readonly #ports: TypingPorts;
  readonly #known: Result;
  #waiting: NodeJS.Timeout | undefined;
  #last = '';

  constructor(teaching: Teaching, at: number, ports: TypingPorts) {
    this.#teaching = teaching;
    this.#at = at;
    this.#ports = ports;
    this.#known = teaching.learned === undefined ? undefined : teaching.resultAt(at);
  }

  typed(text: string): void {
    clearTimeout(this.#waiting);
    this.#teaching.stop();
    this.#last = text;
    this.#waiting = setTimeout(() => void this.#learn(text), pauses[relationOf(text, this.#known)]);
  }

  dispose(): void {
    clearTimeout(this.#waiting);
  }

  async #learn(text: string): Promise<void> {
    this.#ports.began();
    try {
      await this.#teaching.preview(this.#at, text, this.#ports.inSight());
      if (text === this.#last) this.#ports.ended();
    } catch (error) {
      this.#ports.ended(error);
    }
  }
}

function relationOf(text: string, known: Result): keyof typeof pauses {
  if (text === known) return 'known';
  return typeof known === 'string' && known.startsWith(text) ? 'beginning' : 'other';
}
