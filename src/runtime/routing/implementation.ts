/** A version's program: what `index.ts` of a capability exports. It may answer at once or later. */
export type Run = (input: never, context: never) => unknown;

/** A version: its program, or a loader for what is rarely needed or large: `{ load: () => import('./v2.js') }`. */
export type Version = Run | { readonly load: () => Promise<{ readonly run: Run }> };

/** One version, loaded when it is first needed. A load that failed is tried again by the next request. */
export class Implementation {
  readonly version: string;
  /** How often it took too long, or held the process for too long, while it ran beside another. */
  overran = 0;
  #run: Run | undefined;
  #loading: Promise<Run> | undefined;
  readonly #load: (() => Promise<{ readonly run: Run }>) | undefined;

  /** @throws TypeError for what is no program */
  constructor(version: string, given: Version) {
    this.version = version;
    if (typeof given === 'function') this.#run = given;
    else if (typeof given?.load === 'function') this.#load = given.load;
    else throw new TypeError(`Version ${version} is neither a function nor { load }.`);
  }

  /** @throws (or rejects) whatever the program or its loader does */
  run(input: unknown, context: unknown): unknown {
    if (this.#run) return this.#run(input as never, context as never);
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
