import { reasonOf } from './failure.ts';
import type { Ended, Opinion, Reporter, Shadow } from './report.ts';

/** Tells all reporters. What goes wrong with one is told once and never reaches a request. */
export class Reporting {
  /** Whether anybody is to be told of requests that were served; most are, and putting a report together costs time. */
  readonly wantsServed: boolean;
  /** Whether anybody is told what the process knows of users: with each request that was served, or with opinions. */
  readonly wantsUsers: boolean;
  readonly #reporters: readonly Reporter[];
  readonly #tell: (message: string) => void;
  readonly #told = new Set<string>();

  constructor(reporters: readonly Reporter[], tell: (message: string) => void) {
    this.#reporters = reporters;
    this.#tell = tell;
    this.wantsServed = reporters.some(({ ended, only }) => ended !== undefined && only !== 'failures');
    this.wantsUsers = this.wantsServed || reporters.some(({ opinion }) => opinion !== undefined);
  }

  ended(about: Ended): void {
    const served = about.outcome === 'served';
    this.#each((reporter) => (served && reporter.only === 'failures' ? undefined : reporter.ended?.(about)));
  }

  opinion(about: Opinion): void {
    this.#each((reporter) => reporter.opinion?.(about));
  }

  shadow(about: Shadow): void {
    this.#each((reporter) => reporter.shadow?.(about));
  }

  async close(): Promise<void> {
    for (const reporter of this.#reporters) {
      try {
        await reporter.close?.();
      } catch (error) {
        this.#failed(error);
      }
    }
  }

  #each(tell: (reporter: Reporter) => void): void {
    for (const reporter of this.#reporters) {
      try {
        tell(reporter);
      } catch (error) {
        this.#failed(error);
      }
    }
  }

  #failed(error: unknown): void {
    const message = `A reporter failed: ${reasonOf(error)}. Requests are served all the same.`;
    if (this.#told.has(message)) return;
    this.#told.add(message);
    this.#tell(message);
  }
}
