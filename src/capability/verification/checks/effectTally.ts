import type { RunEffect } from '#protocol';

interface Calls {
  made: number;
  refused: number;
  /** Arguments of the first, the beginning of their JSON. */
  readonly first: string;
}

/** Counts what runs did to the granted functions; the calls themselves are not kept, they can be large. */
export class EffectTally {
  runs = 0;
  readonly #calls = new Map<string, Calls>();

  note(effects: readonly RunEffect[]): void {
    this.runs++;
    for (const { call, arguments: given, refused } of effects) {
      const calls = this.#calls.get(call) ?? { made: 0, refused: 0, first: JSON.stringify(given).slice(0, 120) };
      calls.made++;
      if (refused !== undefined) calls.refused++;
      this.#calls.set(call, calls);
    }
  }

  /** By the name of the function, in the order of their first calls. */
  get calls(): ReadonlyMap<string, Readonly<Calls>> {
    return this.#calls;
  }
}
