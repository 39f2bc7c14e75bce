import { createHash } from 'node:crypto';

/**
 * A generator of numbers that a seed determines: xoshiro128** (Blackman, Vigna: Scrambled linear pseudorandom number
 * generators, 2021). Its 128 bits of state are a hash of the seed, so seeds that resemble each other (1 and 2, a rollout
 * and the next one) have nothing in common.
 */
export class Random {
  readonly #state: Uint32Array;

  /** @param seed all that names the stream of numbers, as the seed that somebody gave and the number of the run */
  constructor(...seed: readonly (string | number)[]) {
    const hash = createHash('sha256').update(JSON.stringify(seed)).digest();
    this.#state = Uint32Array.from([0, 4, 8, 12], (at) => hash.readUInt32LE(at));
  }

  /** A real number, 0 ≤ x < 1. */
  next(): number {
    const state = this.#state as unknown as [number, number, number, number];
    const mixed = Math.imul(rotated(Math.imul(state[1], 5), 7), 9) >>> 0;
    const shifted = state[1] << 9;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = rotated(state[3], 11);
    return mixed / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** A number of the standard normal distribution (Box, Muller 1958). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** A number of the beta distribution. Both parameters are above 0. */
  beta(a: number, b: number): number {
    const x = this.#gamma(a);
    return x / (x + this.#gamma(b));
  }

  /** A number of the gamma distribution (Marsaglia, Tsang: A simple method for generating gamma variables, 2000). */
  #gamma(shape: number): number {
    if (shape < 1) return this.#gamma(shape + 1) * (1 - this.next()) ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(1 - this.next()) < x ** 2 / 2 + d - d * v + d * Math.log(v)) return d * v;
    }
  }
}

const rotated = (word: number, by: number): number => (word << by) | (word >>> (32 - by));
