import { readFileSync } from 'node:fs';
import type { Call } from '#capability/benchmark';
import type { Random } from '../../../src/capability/rollout/simulation/random.ts';

/** A machine: how long each next call takes that takes 1 ms of its own, whichever it is. */
export type Machine = (random: Random) => () => number;

const recorded = (name: string): Machine => {
  const { microseconds } = JSON.parse(readFileSync(new URL(`./recorded/${name}.json`, import.meta.url), 'utf8')) as {
    readonly microseconds: readonly number[];
  };
  return (random) => {
    let at = Math.floor(random.next() * microseconds.length);
    return () => (microseconds[at++ % microseconds.length] as number) / 1000;
  };
};

const lognormal = (random: Random, spread: number) => Math.exp(spread * random.normal());

/** Machines as they are met, made up and recorded. */
export const machines: Readonly<Record<string, Machine>> = {
  calm: (random) => () => lognormal(random, 0.05),
  /** One call of twenty waits for a collection of garbage. */
  spikes: (random) => () => lognormal(random, 0.1) * (random.chance(0.05) ? 1 + 3 * random.next() : 1),
  /** Two speeds, from call to call. */
  bimodal: (random) => () => lognormal(random, 0.05) * (random.chance(0.4) ? 1.6 : 1),
  /** Two speeds, each for a while. */
  switching: (random) => {
    let slow = false;
    return () => {
      if (random.chance(0.01)) slow = !slow;
      return lognormal(random, 0.05) * (slow ? 1.4 : 1);
    };
  },
  /** It gets slower by half, and breathes. */
  drifting: (random) => {
    let calls = 0;
    return () => {
      calls++;
      return lognormal(random, 0.08) * (1 + calls / 10_000) * (1 + 0.1 * Math.sin(calls / 200));
    };
  },
  /** Each call resembles the one before. */
  autocorrelated: (random) => {
    let state = 0;
    return () => {
      state = 0.9 * state + 0.05 * random.normal();
      return Math.exp(state) * lognormal(random, 0.05);
    };
  },
  recorded: recorded('wasm'),
};

/** So busy that a call takes four times as long as it would, one time of two: there, a difference of 5 % may not be seen. */
export const overloaded: Machine = recorded('bubblewrap');

/** A clock that goes by what simulated calls take, in milliseconds. */
export class SimulatedClock {
  #now = 0;

  readonly now = (): number => this.#now;

  /** Calls of a program that takes so many times as long as the machine's own. */
  callOf(next: () => number, times: number): Call {
    return async () => {
      const ms = next() * times;
      this.#now += ms;
      return { ms, heapBytes: 0, input: 0 };
    };
  }
}
