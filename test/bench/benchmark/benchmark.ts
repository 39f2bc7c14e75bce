import { parseArgs } from 'node:util';
import { rangeCoverage } from './coverage.ts';
import { benchmarkDetection } from './detection.ts';

/**
 * `benchmark [--runs N] [--detections N] [--series N] [--seed N]`: how far verdicts of `toolwright compare` can be trusted, and
 * the ranges of `toolwright benchmark`.
 */
export async function run(args: readonly string[]): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '1000' },
      detections: { type: 'string', default: '350' },
      series: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
    },
  });
  const result = await benchmarkDetection({
    runs: Number(values.runs),
    detections: Number(values.detections),
    seed: Number(values.seed),
  });
  const { benchmarkAA, slowdown5pctFoundRate, byMachine } = result;
  const lines = [
    `A/A: ${percent(benchmarkAA.falseRegressionRate)} of ${benchmarkAA.runs} comparisons of equals found a regression`,
    `A/B: ${percent(slowdown5pctFoundRate)} of slowdowns of 5 % were found`,
    ...Object.entries(byMachine).map(
      ([name, { found, false: wrong }]) => `  ${name.padEnd(16)} found ${percent(found)}, false ${percent(wrong)}`,
    ),
  ];
  const coverage = rangeCoverage(Number(values.series), Number(values.seed));
  lines.push(
    `95 % ranges that hold the true figure, of ${values.series} series each (in brackets: that have an upper end)`,
    ...coverage.map(({ series, runs, mean, percentiles }) => {
      const figures = percentiles.map(
        ({ percent: of, held, ended }) => `p${of} ${percent(held)}${ended < 0.999 ? ` (${percent(ended)})` : ''}`,
      );
      return `  ${series.padEnd(11)} ${String(runs).padStart(4)} runs: mean ${percent(mean)}, ${figures.join(', ')}`;
    }),
  );
  process.stdout.write(`${lines.join('\n')}\n`);
  return { ...result, coverage };
}

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
