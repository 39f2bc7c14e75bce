import { probit } from 'simple-statistics';

/**
 * The quantile of Student's t distribution, by the expansion in Abramowitz and Stegun, 26.7.5: within about 1 % for the
 * middle 99 % and 5 degrees of freedom, closer for more.
 */
export function studentQuantile(share: number, freedom: number): number {
  const z = probit(share);
  const terms = [
    z,
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
  ];
  return terms.reduce((sum, term, at) => sum + term / freedom ** at, 0);
}
