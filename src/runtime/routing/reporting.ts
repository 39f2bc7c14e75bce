import { reasonOf } from './failure.ts';
import type { Ended, Opinion, Reporter, Shadow } from './report.ts';

/** Tells all reporters. What goes wrong with one is told once and never reaches a request. */
export class Reporting {
  readonly #reporters: readonly Reporter[];
  readonly #tell: (message: string) => void;
  readonly #told = new Set<string>();

  constructor(reporters: readonly Reporter[], tell: (message: string) => void) {
    this.#reporters = reporters;
    this.#tell = tell;
  }

  ended(request: Ended): void {
    for (const reporter of this.#reporters) {
      try {
        reporter.ended?.(request);
      } catch (error) {
        this.#failed(error);
      }
    }
  }

  opinion(opinion: Opinion): void {
    for (const reporter of this.#reporters) {
      try {
        reporter.opinion?.(opinion);
      } catch (error) {
        this.#failed(error);
      }
    }
  }

  shadow(shadow: Shadow): void {
    for (const reporter of this.#reporters) {
      try {
        reporter.shadow?.(shadow);
      } catch (error) {
        this.#failed(error);
      }
    }
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

  #failed(error: unknown): void {
    const message = `A reporter failed: ${reasonOf(error)}. Requests are served all the same.`;
    if (this.#told.has(message)) return;
    this.#told.add(message);
    this.#tell(message);
  }
}
