import type { BaselineComparison, BenchmarkReport } from '#protocol';
import { told } from '../comparison/compare.ts';
import { unpairedComparison } from '../comparison/difference.ts';

/** Between two days more differs than between two rounds: a difference has to be as large as this to count, 5 %. */
const margin = 0.05;
/** Fewer groups are no distribution. */
const leastGroups = 8;

/**
 * Compares with what was measured before. Both are held against a program that never changes, called in between, so that a
 * machine that is busier today is no regression. Where the content is the same, it is a control: what differs then is not the code.
 * @param earlier on the same machine, latest first
 * @returns undefined where there is nothing to compare with
 */
export function againstBaseline(
  { name, version, hash, relative }: Pick<BenchmarkReport, 'name' | 'version' | 'hash' | 'relative'>,
  earlier: readonly BenchmarkReport[],
): BaselineComparison | undefined {
  if (relative.length < leastGroups) return undefined;
  const usable = earlier.filter((one) => one.relative.length >= leastGroups);
  // The latest of another content: with it the code is compared. Else the latest of all, as a control.
  const before = usable.find((one) => one.hash !== hash) ?? usable[0];
  if (before === undefined) return undefined;
  const difference = told(
    unpairedComparison(relative, before.relative),
    `${name} ${version}`,
    `what was measured of ${before.version} on ${before.at.slice(0, 10)}`,
    margin,
  );
  return { ...difference, at: before.at, version: before.version, sameContent: before.hash === hash };
}
