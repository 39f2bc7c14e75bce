import { randomFrom } from '../../../src/capability/benchmark/statistics/random.ts';

/** Numbers of the normal distribution that a seed determines. */
export function normals(seed: number): () => number {
  const random = randomFrom(seed);
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

export const numbers = (count: number, make: (at: number) => number): number[] =>
  Array.from({ length: count }, (_, at) => make(at));
