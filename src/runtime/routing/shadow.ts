import { dequal } from 'dequal/lite';
import { idle } from '../flags/timers.ts';
import { inTime, isThenable, reasonOf } from './failure.ts';
import type { Implementation } from './implementation.ts';
import type { Shadow } from './report.ts';

/** How the new version runs beside the one in use. For programs without side effects: they happen twice. */
export interface ShadowOptions {
  /** Whether two results are as good as the same; data that are equal in all parts, where it is left out. */
  readonly same?: (used: unknown, beside: unknown) => boolean;
  /** Runs that may go on at the same time; 2 by default. What comes meanwhile is skipped. */
  readonly concurrency?: number;
  /** The share of the process's time that runs may hold it, 0 to 1; 0.05 by default. What would be more is skipped. */
  readonly share?: number;
}

const longest = 10_000;

/** Runs a version beside the one whose answer is used: after that answer, some of the time, and for comparison only. */
export class ShadowRuns {
  readonly #capability: string;
  readonly #options: Required<ShadowOptions>;
  readonly #timeoutMs: number;
  readonly #report: (shadow: Shadow) => void;
  #running = 0;
  /** By the process's clock: before it, runs would hold the process for more than their share. */
  #notBefore = 0;

  constructor(
    capability: string,
    { same = dequal, concurrency = 2, share = 0.05 }: ShadowOptions,
    timeoutMs: number | undefined,
    report: (shadow: Shadow) => void,
  ) {
    this.#capability = capability;
    this.#options = { same, concurrency, share };
    this.#timeoutMs = timeoutMs ?? longest;
    this.#report = report;
  }

  /** Runs the version on the same input soon, if there is room for it. */
  beside(version: Implementation, input: unknown, context: unknown, used: unknown): void {
    if (this.#running >= this.#options.concurrency || performance.now() < this.#notBefore) {
      this.#tell(version, input, { result: 'skipped', milliseconds: 0 });
      return;
    }
    this.#running++;
    const start = async () => {
      const told = await this.#run(version, input, context, used);
      this.#running--;
      this.#tell(version, input, told);
    };
    // In a turn of its own: whoever waits for the answer goes first.
    idle(setTimeout(start, 0));
  }

  async #run(version: Implementation, input: unknown, context: unknown, used: unknown) {
    const began = performance.now();
    const took = () => performance.now() - began;
    try {
      const result = this.#held(() => version.run(copied(input), context));
      const done = isThenable(result) ? await inTime(result, this.#timeoutMs, `Version ${version.version}`) : result;
      const same = this.#held(() => this.#options.same(used, done));
      return { result: same ? 'same' : 'different', milliseconds: took() } as const;
    } catch (error) {
      return { result: 'failed', milliseconds: took(), reason: reasonOf(error) } as const;
    }
  }

  /** Runs a part that holds the process, and lets so much time pass afterwards that it stays within its share. */
  #held<Result>(part: () => Result): Result {
    const began = performance.now();
    try {
      return part();
    } finally {
      const now = performance.now();
      this.#notBefore = Math.max(this.#notBefore, now) + (now - began) * (1 / this.#options.share - 1);
    }
  }

  #tell(version: Implementation, input: unknown, told: Pick<Shadow, 'result' | 'milliseconds' | 'reason'>): void {
    this.#report({ capability: this.#capability, version: version.version, input, ...told });
  }
}

/** The version must not reach what the app goes on with. */
function copied(input: unknown): unknown {
  return typeof input === 'object' && input !== null ? structuredClone(input) : input;
}
