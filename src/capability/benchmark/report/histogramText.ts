import type { HistogramBin } from '#protocol';
import { duration } from './words.ts';

const width = 40;

/** Bins as lines of bars. */
export function histogramText(bins: readonly HistogramBin[]): string {
  const most = Math.max(...bins.map(({ count }) => count), 1);
  return bins
    .map(({ fromMs, count }) => {
      const bar = '█'.repeat(Math.round((width * count) / most)) || (count > 0 ? '▏' : '');
      return `${duration(fromMs).padStart(8)} ${bar}${count > 0 ? ` ${count}` : ''}`.trimEnd();
    })
    .join('\n');
}
