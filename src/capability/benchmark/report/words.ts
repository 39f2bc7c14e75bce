import {
  type BaselineComparison,
  type BenchmarkReport,
  type Drift,
  isOfMachine,
  type LatencyReport,
  type LeakReport,
  type LoadReport,
  type Machine,
  type NoBaseline,
  type Percentile,
  type ResourceReport,
  type WarmUp,
} from '#protocol';

/** `850 µs`, `1.24 ms`, `61 ms`, `2.1 s`: three digits at most. */
export function duration(ms: number): string {
  if (ms < 1) return `${Number((ms * 1000).toPrecision(3))} µs`;
  return ms < 999.5 ? `${Number(ms.toPrecision(3))} ms` : `${Number((ms / 1000).toPrecision(3))} s`;
}

/** `1 run`, `2 runs` */
export const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** `2 %`, `0.4 %` */
export function percent(share: number): string {
  return `${Number((share * 100).toPrecision(2))} %`;
}

/** `p99.9` */
export const percentileName = ({ percent: of }: Percentile): string => `p${of}`;

const warmUps: Readonly<Record<WarmUp['kind'], (warmUp: WarmUp) => string>> = {
  steady: () => 'steady from the first run',
  'warm-up': ({ runs, firstMs, lastMs }) =>
    `${counted(runs, 'run', 'runs')} to warm up, from ${duration(firstMs)} to ${duration(lastMs)}; they are left out`,
  slowdown: ({ runs, firstMs, lastMs }) =>
    `slower after ${counted(runs, 'run', 'runs')}, ${duration(firstMs)} before and ${duration(lastMs)} after; those before are left out`,
  unsteady: () => 'still changing at the end: take the figures as a sample of how it varies',
};

const ends: Readonly<Record<LatencyReport['end'], string>> = {
  'narrow-enough': 'the median is known as narrowly as was asked for',
  'most-runs': 'the most runs were made before the median was known as narrowly as was asked for',
  time: 'the time was over before the median was known as narrowly as was asked for',
};

function driftWords({ kind, share }: Drift): string {
  return kind === 'none' ? 'none' : `${percent(Math.abs(share))} ${kind} from the first run to the last`;
}

/** What figures were measured on. */
export const machineWords = ({ cpu, cpus, os, node, runner }: Machine): string =>
  `${cpu}, ${cpus} processors, ${os}, Node ${node}, ${runner}`;

/** What there is to say of a benchmark beside its percentiles: names and values. */
export function facts({
  latency,
  machine,
  inputs,
  baseline,
  noBaseline,
  resources,
  load,
}: BenchmarkReport): readonly (readonly [string, string])[] {
  const { median, modes, outliers } = latency;
  return [
    ['median', `${duration(median.value)} (${medianRangeWords(latency)})`],
    ['mean', `${duration(latency.mean)}${meanRangeWords(latency)}, standard deviation ${duration(latency.deviation)}`],
    ['fastest, slowest', `${duration(latency.minMs)}, ${duration(latency.maxMs)}`],
    ...(latency.cpuMs === undefined
      ? []
      : [['processor time', `${duration(latency.cpuMs)}, that for the engine included`] as const]),
    [
      'runs',
      `${latency.runs} on ${counted(inputs, 'input', 'inputs')}, ${latency.failures} failed; ${ends[latency.end]}`,
    ],
    ['warm-up', warmUps[latency.warmUp.kind](latency.warmUp)],
    ['modes', modes.map(({ ms, share }) => `${duration(ms)} (${percent(share)})`).join(', ')],
    ['outliers', `${outliers.high} slow, ${outliers.low} quick`],
    ['drift', driftWords(latency.drift)],
    ...(latency.ownDelayMs === undefined ? [] : [['own delay', ownDelayWords(latency, latency.ownDelayMs)] as const]),
    ...(baseline === undefined ? [] : [['beside earlier', baselineWords(baseline)] as const]),
    ...(noBaseline === undefined || noBaseline === 'first'
      ? []
      : [['beside earlier', noBaselineWords[noBaseline]] as const]),
    ...(resources === undefined ? [] : resourceFacts(resources)),
    ...(load === undefined ? [] : [['saturation', saturationWords(load)] as const]),
    ['machine', machineWords(machine)],
  ];
}

const medianRangeWords = ({ median: { low, high } }: LatencyReport): string =>
  low === undefined || high === undefined ? 'too few runs for a range' : `${duration(low)} to ${duration(high)}`;

const meanRangeWords = ({ meanRange }: LatencyReport): string =>
  meanRange === undefined ? '' : ` (${duration(meanRange.low)} to ${duration(meanRange.high)})`;

function ownDelayWords(latency: LatencyReport, ownDelayMs: number): string {
  const late = `99 of 100 times this program was at most ${duration(ownDelayMs)} late itself`;
  return isOfMachine(latency)
    ? `${late}, and usually by more than half of what a call takes: the figures are the machine's; measure again when it has less to do`
    : late;
}

function baselineWords(baseline: BaselineComparison): string {
  const { words, sameContent, control } = baseline;
  return [
    words,
    ...restWords(baseline),
    ...(sameContent ? ['The content is the same: what differs is the machine.'] : []),
    ...(control === undefined ? [] : [`Control: ${control.words}`]),
  ].join(' ');
}

/** What a comparison with earlier figures rests on; more of it tells more. */
function restWords({ benchmarks, spread, sameContent, verdict }: BaselineComparison): readonly string[] {
  if (benchmarks === undefined || spread === undefined) return [];
  const { subject, reference } = benchmarks;
  const earlier = counted(reference, 'earlier one', 'earlier ones');
  const rest = sameContent
    ? `this benchmark and ${earlier}`
    : `${counted(subject, 'benchmark', 'benchmarks')} of this content and ${reference} of the other`;
  return [
    `It rests on ${rest}; those of one content are taken to lie ${percent(spread)} apart on this machine.`,
    ...(verdict === 'unclear' ? ['More of them tell more.'] : []),
  ];
}

const noBaselineWords: Readonly<Record<Exclude<NoBaseline, 'first'>, string>> = {
  'other-inputs': 'not compared: the examples have other inputs now than when it was measured before',
  'too-few-runs': 'not compared: too few runs, now or before',
};

function resourceFacts({
  heapBytes,
  outsideBytes,
  collections,
  leaks,
}: ResourceReport): readonly (readonly [string, string])[] {
  const outside = outsideBytes === undefined ? '' : `, ${kibibytes(outsideBytes)} of it outside of the heap proper`;
  return [
    ...(heapBytes === undefined ? [] : [['heap', `${kibibytes(heapBytes)}, engine included${outside}`] as const]),
    ...(collections === undefined ? [] : [['garbage collections', collections.words] as const]),
    ['leaks', leakWords(leaks)],
  ];
}

/** With how far was looked: of few calls only large leaks are found. */
function leakWords({ words, points }: LeakReport): string {
  const last = points.at(-1);
  return last === undefined
    ? words
    : `${words} Up to ${counted(last.calls, 'call', 'calls')} in one engine were looked at.`;
}

const kibibytes = (bytes: number): string => `${Math.round(bytes / 1024)} KiB`;

function saturationWords({ saturation, workers }: LoadReport): string {
  if (saturation === undefined) {
    return `not looked for: users wait for their answers, and call the less often the longer that takes; ${workers} calls can be under way at the same time`;
  }
  const { keptUp, failedAt, reason } = saturation;
  const kept = keptUp === 0 ? 'no rate was kept up with' : `${keptUp} calls a second were kept up with`;
  return failedAt === undefined ? `${kept}, the highest that was tried` : `${kept}; not ${failedAt}: ${reason}`;
}
