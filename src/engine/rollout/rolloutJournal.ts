import { type Problem, ToolwrightError } from '#base';
import { type Journal, openStandIn } from '#journal';
import { problemOf } from './errors.ts';

/** One that cannot be opened is tried again after this, in milliseconds: a try may wait for another program. */
const restMs = 5000;

interface StandIn {
  readonly journal: Journal;
  readonly isEmpty: boolean;
  readonly problem: Problem;
  /** By `performance.now()`. */
  readonly until: number;
}

/** The journal of rollouts. An emergency does not wait for it: where it cannot be opened, another one stands in. */
export class RolloutJournal {
  readonly #open: () => Journal;
  readonly #file: string;
  #standIn: StandIn | undefined;

  /**
   * @param open throws where it cannot be opened
   * @param file absolute: what can still be read of it is shown
   */
  constructor(open: () => Journal, file: string) {
    this.#open = open;
    this.#file = file;
  }

  /** To record, and for decisions that rest on it. @throws ToolwrightError `journal-failed` and its like */
  get(): Journal {
    return this.#open();
  }

  /** To tell what is known; see {@link problem}. */
  toRead(): Journal {
    return this.#failed()?.journal ?? this.#open();
  }

  /** Why nothing can be recorded now. */
  get problem(): Problem | undefined {
    return this.#failed()?.problem;
  }

  /** Nothing is known of what has become of requests, or was decided. */
  get isUnknown(): boolean {
    return this.#failed()?.isEmpty === true;
  }

  close(): void {
    this.#standIn?.journal.close();
    this.#standIn = undefined;
  }

  #failed(): StandIn | undefined {
    if (this.#standIn !== undefined && performance.now() < this.#standIn.until) return this.#standIn;
    this.close();
    try {
      this.#open();
    } catch (error) {
      if (!ToolwrightError.is(error)) throw error;
      this.#standIn = { ...openStandIn(this.#file), problem: problemOf(error), until: performance.now() + restMs };
    }
    return this.#standIn;
  }
}
