import type { TaskOptions } from '#base';

/** What `remote.worker.ts` serves. */
export interface Remote {
  greet(name: string): Promise<string>;
  /** Reports three steps. */
  count(options: TaskOptions): Promise<void>;
  /** Ends only when it is cancelled. */
  wait(options: TaskOptions): Promise<void>;
  fail(kind: 'user' | 'bug'): Promise<void>;
  /** Ends the thread. */
  die(): Promise<void>;
  dispose(): Promise<void>;
}
