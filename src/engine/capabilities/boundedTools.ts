import { setTimeout } from 'node:timers/promises';
import { CancelledError, type Logger, ToolwrightError } from '#base';
import type { SourceTools } from '#capability/safety';
import type { SafetyReport } from '#protocol';
import { callRemotely, type WorkerEntry } from '#workspace';

const worker: WorkerEntry = { name: 'sourceTools', source: new URL('./sourceTools.worker.ts', import.meta.url) };

/** Milliseconds of work for one source; ordinary ones take some tens. */
const longest = 10_000;

type Remote = SourceTools & { readonly dispose: () => Promise<void> };

/**
 * The tools in a thread of their own, with a deadline: types that multiply or patterns that never end cost their own
 * source its admission, and nobody else a moment.
 */
export class BoundedTools implements SourceTools {
  readonly #logger: Logger;
  readonly #deadline: number;
  readonly #lateIsFound: boolean;
  #remote: Remote | undefined;
  /** The end of the queue of calls. */
  #last: Promise<unknown> = Promise.resolve();
  #disposed = false;

  /**
   * @param options.deadline milliseconds of work; on a busy machine it takes longer
   * @param options.lateIsFound what takes too long has a finding that says so, which decides on admission; otherwise it
   *   is an error, where nothing is decided and the machine may only have been busy
   */
  constructor(logger: Logger, { deadline = longest, lateIsFound = true } = {}) {
    this.#logger = logger;
    this.#deadline = deadline;
    this.#lateIsFound = lateIsFound;
  }

  async analyse(...args: Parameters<SourceTools['analyse']>): Promise<SafetyReport> {
    try {
      return await this.#within((tools) => tools.analyse(...args));
    } catch (error) {
      if (this.#lateIsFound && ToolwrightError.is(error)) return unjudged(error);
      throw error;
    }
  }

  async types(source: string): ReturnType<SourceTools['types']> {
    try {
      return await this.#within((tools) => tools.types(source));
    } catch (error) {
      if (this.#lateIsFound && ToolwrightError.is(error))
        return [{ line: 1, severity: 'error', message: error.message }];
      throw error;
    }
  }

  prepare(...args: Parameters<SourceTools['prepare']>): ReturnType<SourceTools['prepare']> {
    return this.#within((tools) => tools.prepare(...args));
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    const remote = this.#remote;
    this.#remote = undefined;
    await remote?.dispose();
  }

  /**
   * One call after the other: the thread does one at a time, and the deadline is of a call alone, however many wait. So
   * nobody else has to do with a thread that is given up.
   */
  #within<T>(call: (tools: SourceTools) => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => this.#alone(call));
    this.#last = turn.catch(() => {});
    return turn;
  }

  /** @throws ToolwrightError `too-costly` after the deadline; the thread is given up then, and the next call has a new one */
  async #alone<T>(call: (tools: SourceTools) => Promise<T>): Promise<T> {
    if (this.#disposed) throw new CancelledError();
    this.#remote ??= callRemotely<Remote>(worker, undefined, this.#logger);
    const remote = this.#remote;
    const done = new AbortController();
    const late = spent(this.#deadline, done.signal).then(() => {
      if (this.#remote === remote) this.#remote = undefined;
      void remote.dispose();
      throw new ToolwrightError('too-costly', `Reading the source takes longer than ${this.#deadline / 1000} s.`, {
        hint: 'Make its types, patterns and constants simpler.',
      });
    });
    try {
      return await Promise.race([call(remote), late]);
    } finally {
      done.abort();
      late.catch(() => {});
    }
  }
}

/** On a machine that has other things to do, this many times as long. */
const patience = 6;

/**
 * Waits until this program has had the processor for that time, or has waited much longer: a source is not too costly
 * because the machine is busy.
 * @param milliseconds never ends before them
 */
async function spent(milliseconds: number, signal: AbortSignal): Promise<void> {
  const from = process.cpuUsage();
  for (let waited = milliseconds; ; waited += milliseconds) {
    await setTimeout(milliseconds, undefined, { signal });
    const { user, system } = process.cpuUsage(from);
    if ((user + system) / 1000 >= 0.9 * milliseconds || waited >= patience * milliseconds) return;
  }
}

/** What cannot be judged is not admitted. */
function unjudged({ message, hint = '' }: ToolwrightError): SafetyReport {
  const finding = {
    rule: 'too-costly',
    severity: 'error',
    start: 0,
    end: 0,
    line: 1,
    column: 1,
    message,
    hint,
  } as const;
  const parts = [{ name: 'findings', penalty: 100, reason: message }];
  return { findings: [finding], uses: [], score: 0, parts, admitted: false };
}
