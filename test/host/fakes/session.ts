import { CancelledError, type TaskOptions } from '#base';
import type { FileEvent, GraphSession, GraphSummary } from '#protocol';

export const summaryOf = (revision: number, more: Partial<GraphSummary> = {}): GraphSummary => ({
  revision,
  files: 3,
  edges: 2,
  packages: 0,
  lines: 30,
  bytes: 300,
  filesInCycles: 0,
  filesInRuntimeCycles: 0,
  unresolved: 0,
  problems: [],
  milliseconds: 1,
  fromCache: 0,
  ...more,
});

/** One call that waits until the test answers it. */
export interface WaitingCall {
  readonly method: string;
  readonly args: readonly unknown[];
  answer(value: unknown): void;
  fail(error: unknown): void;
}

/** A session whose calls the test answers; closing it cancels those under way, as the engine does. */
export class FakeSession {
  readonly calls: WaitingCall[] = [];
  readonly #open = new Set<WaitingCall>();
  disposed = false;
  /** Settles the end of the session; at once where a test does not care. */
  ending: Promise<void> = Promise.resolve();
  readonly session = new Proxy({} as GraphSession, {
    get:
      (_, method: string) =>
      (...args: readonly unknown[]) =>
        method === 'dispose' ? this.#dispose() : this.#call(method, args),
  });

  /** The last call of a method that nobody has answered. */
  waiting(method: string): WaitingCall {
    const found = [...this.#open].findLast((call) => call.method === method);
    if (found === undefined) throw new Error(`nobody waits for ${method}`);
    return found;
  }

  has(method: string): boolean {
    return [...this.#open].some((call) => call.method === method);
  }

  events(): readonly FileEvent[][] {
    return this.calls.filter(({ method }) => method === 'change').map(({ args }) => args[0] as FileEvent[]);
  }

  #call(method: string, args: readonly unknown[]): Promise<unknown> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const end = (settle: () => void) => {
      this.#open.delete(call);
      settle();
    };
    const call: WaitingCall = {
      method,
      args,
      answer: (value) => end(() => resolve(value)),
      fail: (error) => end(() => reject(error)),
    };
    this.calls.push(call);
    this.#open.add(call);
    const options = args.find((arg): arg is TaskOptions => typeof arg === 'object' && arg !== null && 'signal' in arg);
    options?.signal?.addEventListener('abort', () => call.fail(new CancelledError()));
    return promise;
  }

  async #dispose(): Promise<void> {
    this.disposed = true;
    for (const call of this.#open) call.fail(new CancelledError());
    await this.ending;
  }
}
