import { type BenchmarkFormat, type ComparisonReport, type Estimate, withVersion } from '#protocol';
import { duration, machineWords, percent } from './words.ts';

/** A comparison as one document. */
export function renderComparison(report: ComparisonReport, format: BenchmarkFormat): string {
  switch (format) {
    case 'text':
      return text(report);
    case 'markdown':
      return markdown(report);
    case 'json':
      return `${JSON.stringify(report, null, 2)}\n`;
    case 'github-action-benchmark':
      return `${JSON.stringify(tracked(report), null, 2)}\n`;
  }
}

const titles = ['rank', 'capability', 'median', 'times the quickest', '99 % range', 'failed', 'in words'] as const;

function rowsOf({ ranking }: ComparisonReport): readonly (readonly string[])[] {
  return ranking.map(({ rank, name, version, medianMs, ratio, runs, failures, words }, at) => [
    String(rank),
    withVersion(name, version),
    duration(medianMs),
    at === 0 ? '' : ratio.value.toFixed(2),
    at === 0 ? '' : rangeText(ratio),
    failures === 0 ? '' : `${failures} of ${runs + failures}`,
    words,
  ]);
}

function text(report: ComparisonReport): string {
  // A column that says nothing of anybody is left out.
  const rows = rowsOf(report);
  const shown = titles.flatMap((title, at) => (rows.some((row) => row[at] !== '') ? [{ title, at }] : []));
  const table = [shown.map(({ title }) => title as string), ...rows.map((row) => shown.map(({ at }) => row[at] ?? ''))];
  const widths = shown.map((_, at) => Math.max(...table.map((row) => row[at]?.length ?? 0)));
  return `${[
    ...table.map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    ),
    '',
    ...saidOf(report),
  ].join('\n')}\n`;
}

function markdown(report: ComparisonReport): string {
  const cells = (row: readonly string[]) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return `${[
    `# Comparison of ${report.compared.map(({ name, version }) => withVersion(name, version)).join(', ')}`,
    '',
    `Measured ${report.at.slice(0, 16).replace('T', ' ')} UTC.`,
    '',
    cells(titles),
    '|---:|---|---:|---:|---|---:|---|',
    ...rowsOf(report).map(cells),
    '',
    ...saidOf(report).map((line) => `- ${line}`),
  ].join('\n')}\n`;
}

/** Every two of them, how far the machine can be trusted, and how it was measured: a line each. */
function saidOf({ differences, control, rounds, sameInputs, margin, machine }: ComparisonReport): readonly string[] {
  return [
    ...differences.map(({ words }) => words),
    `Control: ${control.words}`,
    `${rounds} ${rounds === 1 ? 'round' : 'rounds'}, ${sameInputs ? 'all with the same inputs' : 'each with the inputs of its own examples, as no input fits all'}; a difference below ${percent(margin)} does not count.`,
    `Machine: ${machineWords(machine)}`,
  ];
}

function rangeText({ low, high }: Estimate): string {
  const shown = (ratio: number | null) => (Number.isFinite(ratio) ? (ratio as number).toFixed(2) : 'any');
  return `${shown(low)} to ${shown(high)}`;
}

/**
 * Entries of `customSmallerIsBetter` of github-action-benchmark: the time of each, and for all but the first how many times
 * the time of the first, which a machine that is busier today changes little.
 */
function tracked({ compared, ranking, differences, machine, rounds }: ComparisonReport): readonly object[] {
  const extra = `${rounds} rounds, ${machine.runner}`;
  const medians = ranking.map(({ name, version, medianMs }) => ({
    name: `${name} median, compared`,
    unit: 'ms',
    value: medianMs,
    extra: `version ${version}, ${extra}`,
  }));
  // Those with the first come first.
  const ratios = differences.slice(0, compared.length - 1).map(({ subject, reference, ratio, words }) => ({
    name: `${subject} beside ${reference}`,
    unit: 'times',
    value: ratio.value,
    // JSON has no number for an end that is not known: what was stored has null there.
    ...(Number.isFinite(ratio.high) ? { range: `± ${Number(((ratio.high - ratio.low) / 2).toPrecision(3))}` } : {}),
    extra: `${words} ${extra}`,
  }));
  return [...medians, ...ratios];
}
