import * as l10n from '@vscode/l10n';
import type { Estimate, LatencyReport, Percentile, WarmUp } from '#protocol';
import { duration, number, percent } from '../ui/words.ts';

/** What the panel calls things. Looked up when it is shown, for the language is known then. */

export const runs = (n: number): string => (n === 1 ? l10n.t('1 run') : l10n.t('{0} runs', number(n)));

/** Several names in a line. */
export const listed = (names: readonly string[]): string => names.join(', ');

/** `p99.9` */
export const percentileName = ({ percent: of }: Pick<Percentile, 'percent'>): string => l10n.t('p{0}', number(of));

/** A range of times, as a share of one: `1 ms to 2 ms`. */
export const durations = (low: number, high: number): string => l10n.t('{0} to {1}', duration(low), duration(high));

/** The range of a percentile; `or more` where there are too few runs for its upper end. */
export function percentileRange({ range }: Percentile): string {
  if (range === undefined) return l10n.t('too few runs');
  return range.high === undefined ? l10n.t('{0} or more', duration(range.low)) : durations(range.low, range.high);
}

/** How many times the time: `1.05 ×`. */
export function times(ratio: number): string {
  return Number.isFinite(ratio) ? l10n.t('{0} ×', number(Math.round(ratio * 1000) / 1000)) : l10n.t('any');
}

export const ratioRange = ({ low, high }: Estimate): string => l10n.t('{0} to {1}', times(low), times(high));

/** A ratio with its range: `1.12 × the time (1.1 × to 1.14 ×)`. */
export const ratioWords = (ratio: Estimate): string =>
  l10n.t('{0} the time ({1}).', times(ratio.value), ratioRange(ratio));

export function warmUpWords({ kind, runs: left, firstMs, lastMs }: WarmUp): string {
  switch (kind) {
    case 'steady':
      return l10n.t('steady from the first run');
    case 'warm-up':
      return l10n.t('{0} to warm up, from {1} to {2}; left out', runs(left), duration(firstMs), duration(lastMs));
    case 'slowdown':
      return l10n.t(
        'slower after {0}, from {1} to {2}; those before are left out',
        runs(left),
        duration(firstMs),
        duration(lastMs),
      );
    case 'unsteady':
      return l10n.t('still changing at the end: the figures are a sample of how it varies');
  }
}

export function endWords(end: LatencyReport['end']): string {
  return {
    'narrow-enough': l10n.t('the median is known as narrowly as was asked for'),
    'most-runs': l10n.t('no more runs were asked for; the median is not known as narrowly'),
    time: l10n.t('the time was over; the median is not known as narrowly as was asked for'),
  }[end];
}

export function driftWords({ kind, share }: LatencyReport['drift']): string {
  switch (kind) {
    case 'none':
      return l10n.t('none');
    case 'slower':
      return l10n.t('{0} slower from the first run to the last', percent(Math.abs(share)));
    case 'quicker':
      return l10n.t('{0} quicker from the first run to the last', percent(Math.abs(share)));
  }
}
