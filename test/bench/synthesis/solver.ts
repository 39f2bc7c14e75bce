import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { SynthesisGap, Value } from '#capability/synthesis';
import type { SolveReply, SolveRequest } from './solver.worker.ts';

export interface Answer {
  readonly milliseconds: number;
  readonly source?: string;
  readonly outputs: readonly Value[];
}

/** What a worker gets beyond its time to print and run its program, before it is ended from outside. */
const graceMs = 1500;

/** Runs the synthesizer in a worker; one that does not keep its time is ended, and the task counts as not solved. */
export class Solver {
  readonly #milliseconds: number;
  #worker: Worker | undefined;

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
  }

  async solve(gap: SynthesisGap, runOn: readonly (readonly Value[])[]): Promise<Answer> {
    this.#worker ??= new Worker(new URL('./solver.worker.ts', import.meta.url));
    const worker = this.#worker;
    const request: SolveRequest = { gap, milliseconds: this.#milliseconds, runOn };
    const ended = new AbortController();
    const timer = setTimeout(() => ended.abort(), this.#milliseconds + graceMs);
    try {
      const replied = once(worker, 'message', { signal: ended.signal });
      worker.postMessage(request);
      const [reply] = (await replied) as [SolveReply];
      if (reply.failure !== undefined) console.error(`A task failed: ${reply.failure}`);
      return reply;
    } catch (error) {
      console.error(ended.signal.aborted ? 'A task did not keep its time.' : `A task failed: ${String(error)}`);
      await this.stop();
      return { milliseconds: this.#milliseconds, outputs: [] };
    } finally {
      clearTimeout(timer);
    }
  }

  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }
}
