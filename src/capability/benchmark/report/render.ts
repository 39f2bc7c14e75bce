import type { BenchmarkFormat, BenchmarkReport, LoadStep, Percentile } from '#protocol';
import { histogramText } from './histogramText.ts';
import { counted, duration, facts, percentileName } from './words.ts';

/** Benchmarks as one document. */
export function renderBenchmarks(reports: readonly BenchmarkReport[], format: BenchmarkFormat): string {
  switch (format) {
    case 'text':
      return reports.map(text).join('\n');
    case 'markdown':
      return reports.map(markdown).join('\n');
    case 'json':
      return `${JSON.stringify(reports.length === 1 ? reports[0] : reports, null, 2)}\n`;
    case 'github-action-benchmark':
      return `${JSON.stringify(reports.flatMap(tracked), null, 2)}\n`;
  }
}

function text(report: BenchmarkReport): string {
  const { name, version, latency } = report;
  const said = facts(report);
  const wide = Math.max(...said.map(([label]) => label.length));
  return `${[
    `${name} ${version}`,
    ...said.map(([label, value]) => `  ${label.padEnd(wide)}  ${value}`),
    ...latency.percentiles.map((one) => `  ${percentileName(one).padEnd(wide)}  ${duration(one.ms)} (${rangeOf(one)})`),
    '',
    histogramText(latency.histogram),
    ...(report.load?.steps ?? []).map(loadLine),
  ].join('\n')}\n`;
}

/** `  10 calls a second: 9.9 answered, 0 failed; p50 5 ms, …` */
function loadLine(step: LoadStep): string {
  const { model, offered, throughput, failures, unanswered, percentiles, latestStartMs } = step;
  const asked =
    model === 'open' ? counted(offered, 'call a second', 'calls a second') : counted(offered, 'user', 'users');
  const never = unanswered === undefined ? '' : `, ${unanswered} never answered`;
  const times = percentiles.map((one) => `${percentileName(one)} ${duration(one.ms)}`).join(', ');
  const [median] = percentiles;
  // Then it is this program that was too slow for its own calls.
  const own =
    median && latestStartMs > median.ms
      ? `; this program itself began calls up to ${duration(latestStartMs)} late`
      : '';
  return `  ${asked}: ${Number(throughput.toFixed(1))} a second answered, ${failures} failed${never}; ${times}${own}`;
}

function markdown(report: BenchmarkReport): string {
  const { name, version, at, latency } = report;
  return `${[
    `# ${name} ${version}`,
    '',
    `Measured ${at.slice(0, 16).replace('T', ' ')} UTC.`,
    '',
    '| percentile | time | range |',
    '|---|---:|---|',
    ...latency.percentiles.map((one) => `| ${percentileName(one)} | ${duration(one.ms)} | ${rangeOf(one)} |`),
    '',
    '| | |',
    '|---|---|',
    ...facts(report).map(([label, value]) => `| ${label} | ${value.replaceAll('|', '\\|')} |`),
    '',
    '```text',
    histogramText(latency.histogram),
    '```',
    ...(report.load === undefined ? [] : ['', ...report.load.steps.map((step) => `- ${loadLine(step).trim()}`)]),
  ].join('\n')}\n`;
}

function rangeOf({ range }: Percentile): string {
  if (range === undefined) return 'too few runs';
  const { low, high } = range;
  return high === undefined
    ? `${duration(low)} or more: too few runs for an upper end`
    : `${duration(low)} to ${duration(high)}`;
}

/** Entries of `customSmallerIsBetter` of github-action-benchmark, one a percentile. */
function tracked({ name, version, latency, machine }: BenchmarkReport): readonly object[] {
  const extra = `version ${version}, ${latency.runs} runs, ${machine.runner}`;
  return latency.percentiles.map((one) => ({
    name: `${name} ${percentileName(one)}`,
    unit: 'ms',
    value: one.ms,
    ...spreadOf(one),
    extra,
  }));
}

function spreadOf({ range }: Percentile): { readonly range?: string } {
  if (range?.high === undefined) return {};
  return { range: `± ${Number(((range.high - range.low) / 2).toPrecision(3))}` };
}
