import type { TaskOptions } from '#base';

/** What `remote.worker.ts` serves. */
export interface Remote {
  greet(name: string): Promise<string>;
  /** Reports three steps. */
  count(options: TaskOptions): Promise<void>;
  /** Ends only when it is cancelled. */
  wait(options: TaskOptions): Promise<void>;
  fail(kind: 'user' | 'bug'): Promise<void>;
  /** Asks the thread that it was started by. */
  askBack(question: string, options: TaskOptions): Promise<string>;
  /** Ends the thread. */
  die(): Promise<void>;
  dispose(): Promise<void>;
}

/** What the thread that started it offers. */
export interface Home {
  answer(question: string, options: TaskOptions): Promise<string>;
}
