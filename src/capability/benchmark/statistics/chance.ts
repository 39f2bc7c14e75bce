import { errorFunction } from 'simple-statistics';

/** How often a standard normal number is at least so far from 0, to either side. */
export function chanceBeyond(z: number): number {
  // The approximation of the error function is off by up to 1.2e-7.
  return Math.min(1, Math.max(0, 1 - errorFunction(Math.abs(z) / Math.SQRT2)));
}
