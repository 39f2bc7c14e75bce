import { parseArgs } from 'node:util';
import { type AgainstBaseline, baselineDetection } from './baselines.ts';
import { rangeCoverage } from './coverage.ts';
import { benchmarkDetection } from './detection.ts';

/**
 * `benchmark [--runs N] [--detections N] [--benchmarks N] [--series N] [--seed N]`: how far verdicts of `toolwright compare` can be
 * trusted, those of `toolwright benchmark` beside earlier figures, and its ranges. What is asked for 0 times is left out, but for
 * the runs and detections.
 */
export async function run(args: readonly string[]): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '1000' },
      detections: { type: 'string', default: '350' },
      benchmarks: { type: 'string', default: '100' },
      series: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
    },
  });
  const asked = { runs: Number(values.runs), detections: Number(values.detections), seed: Number(values.seed) };
  const result = await benchmarkDetection(asked);
  const { benchmarkAA, slowdown5pctFoundRate, byMachine } = result;
  const lines = [
    'called in turn (toolwright compare):',
    `A/A: ${percent(benchmarkAA.falseRegressionRate)} of ${benchmarkAA.runs} comparisons of equals found a regression`,
    `A/B: ${percent(slowdown5pctFoundRate)} of slowdowns of 5 % were found`,
    ...Object.entries(byMachine).map(
      ([name, { found, false: wrong }]) => `  ${name.padEnd(16)} found ${percent(found)}, false ${percent(wrong)}`,
    ),
  ];
  const baseline = await baselineDetection({ ...asked, benchmarks: Number(values.benchmarks) });
  if (baseline.length > 0) lines.push(...baselineLines(baseline));
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
  return { ...result, baseline, coverage };
}

/** Each machine alone where benchmarks lie as far apart as is presumed; else those together that comparisons are promised for. */
function baselineLines(all: readonly AgainstBaseline[]): string[] {
  return [...Map.groupBy(all, ({ spread }) => spread)].flatMap(([spread, ofSpread]) => [
    `beside earlier benchmarks that lie ${percent(spread)} apart by themselves, found to be slower by the times taken:`,
    ...[...Map.groupBy(ofSpread, ({ before, now }) => `${before} earlier, ${now} now`)].flatMap(([history, rows]) => {
      const promised = rows.filter(({ machine }) => machine !== 'overloaded');
      const together = (rows[0] as AgainstBaseline).found.map(({ times }, at) => {
        const runs = promised.map(({ found }) => found[at] as (typeof found)[number]);
        const total = runs.reduce((sum, one) => sum + one.runs, 0);
        return { times, runs: total, share: runs.reduce((sum, one) => sum + one.share * one.runs, 0) / total };
      });
      const shares = (found: AgainstBaseline['found']) =>
        found.map(({ times, share }) => `${times}: ${percent(share)}`).join(', ');
      return [
        `  ${history}, ${together[0]?.runs} comparisons of equals: ${shares(together)}`,
        ...rows.map(({ machine, found }) => `    ${machine.padEnd(16)} ${shares(found)}`),
      ];
    }),
  ]);
}

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
