import type { ShadowOptions } from './shadow.ts';

/** A version's program: what `index.ts` of a capability exports. It may answer at once or later. */
export type Run = (input: never, context: never) => unknown;

/** A version: its program, or a loader for what is rarely needed or large: `{ load: () => import('./v2.js') }`. */
export type Version = Run | { readonly load: () => Promise<{ readonly run: Run }> };

/** The versions of a capability that an app brings. */
export interface Capability {
  /** By version: the flags name them. */
  readonly versions: Readonly<Record<string, Version>>;
  /** The version that serves where no flag says another; the first one where it is left out. */
  readonly stable?: string;
  /** How long a request may take, in milliseconds, before it counts as failed; without it, as long as it takes. */
  readonly timeoutMs?: number;
  /** Handed to every run as its context. */
  readonly context?: unknown;
  /** Whether the version that is rolled out also runs beside the one in use, whose answer is used, to compare results. */
  readonly shadow?: boolean | ShadowOptions;
}

/** One version, loaded when it is first needed. A load that failed is tried again by the next request. */
export class Implementation {
  readonly version: string;
  #run: Run | undefined;
  #loading: Promise<Run> | undefined;
  readonly #load: (() => Promise<{ readonly run: Run }>) | undefined;

  constructor(version: string, given: Version) {
    this.version = version;
    if (typeof given === 'function') this.#run = given;
    else this.#load = given.load;
  }

  /** @throws (or rejects) whatever the program or its loader does */
  run(input: unknown, context: unknown): unknown {
    if (this.#run !== undefined) return this.#run(input as never, context as never);
    return this.#loaded().then((run) => run(input as never, context as never));
  }

  #loaded(): Promise<Run> {
    this.#loading ??= Promise.resolve(this.#load?.())
      .then((module) => {
        if (typeof module?.run !== 'function')
          throw new Error(`The module of version ${this.version} exports no run().`);
        this.#run = module.run;
        return module.run;
      })
      .catch((error: unknown) => {
        this.#loading = undefined;
        throw error;
      });
    return this.#loading;
  }
}
