import type { FlagProblem, FlagSource } from '../flags/source.ts';
import { FlagDefinitions, failed, type Resolution, type Type } from './definitions.ts';

/** Told of what OpenFeature calls the provider's events. */
export interface Events {
  ready(): void;
  changed(flags: readonly string[]): void;
  stale(message: string): void;
  error(message: string): void;
}

/** Why a provider could not start: `PROVIDER_FATAL` where trying again is of no use. */
class NoFlags extends Error {
  readonly code: 'PROVIDER_FATAL' | 'GENERAL';

  constructor({ message, fatal }: FlagProblem) {
    super(message);
    this.code = fatal === true ? 'PROVIDER_FATAL' : 'GENERAL';
  }
}

/** Flags that follow their source, for as long as a provider is in use. */
export class FollowedFlags {
  readonly #definitions = new FlagDefinitions();
  readonly #source: FlagSource;
  readonly #events: Events;
  #close: (() => void) | undefined;
  #state: 'starting' | 'without' | 'ready' | 'stale' = 'starting';
  /** Why there are none. */
  #without: NoFlags | undefined;

  constructor(source: FlagSource, events: Events) {
    this.#source = source;
    this.#events = events;
  }

  /**
   * Settles with the first document.
   * @throws (rejects) an error with the code `GENERAL` or `PROVIDER_FATAL` where there is none; it goes on trying, and
   * says that it is ready if that helps
   */
  start(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const wrong = (problem: FlagProblem) => {
      if (this.#state === 'starting') {
        this.#state = 'without';
        this.#without = new NoFlags(problem);
        reject(this.#without);
      } else if (this.#state === 'without') {
        this.#events.error(problem.message);
      } else {
        this.#state = 'stale';
        this.#events.stale(problem.message);
      }
    };
    const good = () => {
      const before = this.#state;
      this.#state = 'ready';
      if (before === 'starting') resolve();
      else if (before !== 'ready') this.#events.ready();
    };
    /** What is wrong with the document itself, as long as there is no other. */
    let flaw: FlagProblem | undefined;
    this.#close = this.#source.open({
      document: (document) => {
        const taken = this.#definitions.take(document);
        if (taken === undefined) {
          flaw = { message: 'The document has no flags: an object with a key for each.' };
          wrong(flaw);
          return;
        }
        const first = this.#state === 'starting';
        const [problem] = taken.problems;
        flaw = problem === undefined ? undefined : { message: problem };
        if (flaw === undefined) good();
        if (!first && taken.changed.length > 0) this.#events.changed(taken.changed);
        if (flaw !== undefined) {
          // The flags that are right are in force.
          good();
          wrong(flaw);
        }
      },
      problem: wrong,
      recovered: () => (flaw === undefined ? good() : wrong(flaw)),
    });
    return promise;
  }

  /** What a flag says. The SDKs of browsers ask before there are any, too. */
  resolve(key: string, type: Type, fallback: unknown, context: Readonly<Record<string, unknown>>): Resolution {
    if (this.#state === 'starting' || this.#state === 'without') {
      const fatal = this.#without?.code === 'PROVIDER_FATAL';
      const message = this.#without?.message ?? 'The flags are not there yet.';
      return failed(fallback, fatal ? 'PROVIDER_FATAL' : 'PROVIDER_NOT_READY', message, {});
    }
    return this.#definitions.resolve(key, type, fallback, context);
  }

  /** It may be started again. */
  stop(): void {
    this.#close?.();
    this.#state = 'starting';
    this.#without = undefined;
  }
}
