import { reasonOf } from './failure.ts';
import type { Reporter } from './report.ts';

type Kind = 'ended' | 'opinion' | 'shadow';

/** A reporter, whichever it is told: the types of the kinds are held by `report`. */
type Told = { readonly [kind in Kind]?: (about: unknown) => void };

/** Tells all reporters. What goes wrong with one is told once and never reaches a request. */
export class Reporting {
  readonly #reporters: readonly Reporter[];
  readonly #tell: (message: string) => void;
  readonly #told = new Set<string>();

  constructor(reporters: readonly Reporter[], tell: (message: string) => void) {
    this.#reporters = reporters;
    this.#tell = tell;
  }

  report<Of extends Kind>(kind: Of, about: Parameters<NonNullable<Reporter[Of]>>[0]): void {
    for (const reporter of this.#reporters) {
      try {
        (reporter as Told)[kind]?.(about);
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
