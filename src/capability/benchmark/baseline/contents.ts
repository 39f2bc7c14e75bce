import { mean, probit, sum } from 'simple-statistics';
import type { Estimate } from '#protocol';
import { confidence } from '../comparison/difference.ts';
import { pseudomedian } from '../statistics/hodgesLehmann.ts';
import { studentQuantile } from '../statistics/student.ts';

/** The groups of one benchmark, as `BenchmarkReport.relative` has them. */
type Groups = readonly number[];

/**
 * Benchmarks of one content differ by more than their runs tell: another process, other memory, another day. Until they show by how
 * much, this is presumed (standard deviation, as a share), with as much weight as so many degrees of freedom have.
 */
const presumed = { spread: 0.01, freedom: 5 };
/** Of the range that a benchmark's own error is read off: few groups have one of it. */
const ownConfidence = 0.95;

export interface BetweenContents {
  /** The subject's time by that of the reference. */
  readonly ratio: Estimate;
  /** How far benchmarks of the same content lie apart, beyond what their runs tell: standard deviation, as a share. */
  readonly spread: number;
}

/**
 * Compares two contents by all of their benchmarks. The range holds both what the runs of a benchmark leave open and how far benchmarks
 * of one content lie apart, which all contents that were measured more than once tell together.
 * @param subject one benchmark at least
 * @param reference one at least, each of a few groups at least
 * @param others benchmarks of further contents, which tell of the spread alone
 */
export function betweenContents(
  subject: readonly Groups[],
  reference: readonly Groups[],
  others: readonly (readonly Groups[])[] = [],
): BetweenContents {
  const contents = [subject, reference, ...others].map((benchmarks) => benchmarks.map(levelOf));
  const { variance, freedom } = spreadOf(contents);
  const [ours, theirs] = contents.map((levels) => together(levels, variance)) as [Level, Level];
  const value = ours.value - theirs.value;
  const half = studentQuantile((1 + confidence) / 2, freedom) * Math.sqrt(ours.variance + theirs.variance);
  return {
    ratio: { value: Math.exp(value), low: Math.exp(value - half), high: Math.exp(value + half) },
    spread: Math.sqrt(variance),
  };
}

/** What a benchmark says of a content's time, as a logarithm, and how far its own runs leave that open. */
interface Level {
  readonly value: number;
  readonly variance: number;
}

function levelOf(groups: Groups): Level {
  const { value, low, high } = pseudomedian(groups, ownConfidence);
  return { value, variance: ((high - low) / (2 * probit((1 + ownConfidence) / 2))) ** 2 };
}

/**
 * The variance between benchmarks of one content: what they differ by beyond their own errors. Few that are alike by chance do not
 * make it less than what is presumed allows, and where they show more, more it is.
 */
function spreadOf(contents: readonly (readonly Level[])[]) {
  const seen = contents.map((levels) => {
    const middle = mean(levels.map(({ value }) => value));
    const squares = sum(levels.map(({ value }) => (value - middle) ** 2));
    const own = sum(levels.map(({ variance }) => variance)) * (1 - 1 / levels.length);
    return { excess: squares - own, freedom: levels.length - 1 };
  });
  const shown = sum(seen.map((one) => one.freedom));
  const excess = Math.max(0, sum(seen.map((one) => one.excess)));
  const freedom = presumed.freedom + shown;
  const variance = (presumed.freedom * presumed.spread ** 2 + excess) / freedom;
  return { variance: shown === 0 ? variance : Math.max(variance, excess / shown), freedom };
}

/** The mean of a content's benchmarks; what its runs leave more open counts less. */
function together(levels: readonly Level[], between: number): Level {
  const weights = levels.map(({ variance }) => 1 / (variance + between));
  const all = sum(weights);
  return { value: sum(levels.map(({ value }, at) => (value * (weights[at] as number)) / all)), variance: 1 / all };
}
