import compare from 'semver/functions/compare.js';
import type { BaselineComparison, BenchmarkReport, ComparisonVerdict, Estimate, NoBaseline } from '#protocol';
import { isToldApart, told } from '../comparison/compare.ts';
import { unpairedComparison, verdictOf } from '../comparison/difference.ts';
import { controlWords } from '../comparison/words.ts';
import { betweenContents } from './contents.ts';

/** As quick as before is what is sure to be within this: 5 %. And a control that differs by more shows that nothing can be relied on. */
const margin = 0.05;
/** What is surely slower counts where it is this much slower by the best guess. */
const least = 0.03;
/** Fewer groups are no distribution. */
const leastGroups = 8;

type Measured = Pick<BenchmarkReport, 'name' | 'version' | 'hash' | 'inputsHash' | 'relative'>;

/**
 * Compares with what was measured before of the same inputs: others take other times. All are held against a program that
 * never changes, called in between, so that a machine that is busier today is no regression. All benchmarks of either content
 * count. Where the content is the same, it is a control: what differs then is not the code. Versions that came after it are no
 * baseline: one that is measured once more, to see how it was, is no regression.
 * @param earlier on the same machine, latest first
 * @returns why there is nothing to compare with, where there is not
 */
export function againstBaseline(now: Measured, earlier: readonly BenchmarkReport[]): BaselineComparison | NoBaseline {
  const notNewer = earlier.filter(({ version }) => compare(version, now.version) <= 0);
  if (notNewer.length === 0) return 'first';
  const alike = notNewer.filter(({ inputsHash }) => inputsHash === now.inputsHash);
  if (alike.length === 0) return 'other-inputs';
  const usable = alike.filter(isUsable);
  // The latest of another content: with it the code is compared. Else the latest of all, as a control.
  const before = usable.find(({ hash }) => hash !== now.hash) ?? usable[0];
  if (before === undefined || !isUsable(now)) return 'too-few-runs';
  const sameContent = before.hash === now.hash;
  const control = sameContent ? undefined : controlOf(now, before, usable);
  const benchmarksOf = (wanted: string) => usable.filter(({ hash }) => hash === wanted).map(({ relative }) => relative);
  const reference = benchmarksOf(before.hash);
  const subject = [now.relative, ...(sameContent ? [] : benchmarksOf(now.hash))];
  const others = [...new Set(usable.map(({ hash }) => hash))].filter(
    (hash) => hash !== before.hash && hash !== now.hash,
  );
  const { ratio, spread } = betweenContents(subject, reference, others.map(benchmarksOf));
  const difference = told(
    { ...unpairedComparison(now.relative, before.relative), ratio },
    {
      subject: labelOf(now),
      reference: `what was measured of ${before.version} on ${before.at.slice(0, 10)}`,
      margin,
      differing: control && isToldApart(control) ? control.reference : undefined,
    },
    verdictBeside,
  );
  return {
    ...difference,
    at: before.at,
    version: before.version,
    sameContent,
    benchmarks: { subject: subject.length, reference: reference.length },
    spread,
    ...(control === undefined ? {} : { control }),
  };
}

/** A range around a difference of 5 % is never wholly beyond 5 %: it is enough that there surely is one, and that it matters. */
function verdictBeside(ratio: Estimate): ComparisonVerdict {
  if (ratio.low > 1 && ratio.value >= 1 + least) return 'slower';
  if (ratio.high < 1 && ratio.value <= 1 / (1 + least)) return 'faster';
  return verdictOf(ratio, margin);
}

/**
 * One of two contents beside itself, where it was measured twice (A/A): what tells that apart is the machine. It is the present one
 * where that was measured before, because it is the machine of today that is asked for.
 */
function controlOf(now: Measured, before: BenchmarkReport, usable: readonly BenchmarkReport[]) {
  const again = usable.find(({ hash }) => hash === now.hash);
  const earlier = usable.filter(({ hash }) => hash === before.hash)[1];
  const [later, former] = again === undefined ? [before, earlier] : [now, again];
  if (former === undefined) return undefined;
  const name = labelOf(later);
  const beside = told(unpairedComparison(later.relative, former.relative), {
    ...{ subject: `${name} beside itself`, reference: name, margin },
  });
  return { ...beside, words: controlWords(name, beside.verdict, beside.ratio, margin) };
}

const isUsable = ({ relative }: Pick<Measured, 'relative'>): boolean => relative.length >= leastGroups;
const labelOf = ({ name, version }: Pick<Measured, 'name' | 'version'>): string => `${name} ${version}`;
