import { median, medianAbsoluteDeviation } from 'simple-statistics';

/** Of Barrett et al., Virtual Machine Warmup Blows Hot and Cold, OOPSLA 2017: a change costs 15 times the logarithm of the number. */
const penalty = 15;
/** Standard deviations by the median absolute deviation, for the normal distribution. */
const scale = 1.4826;

/**
 * Where a series changes its level: the starts of its segments, the first is 0. PELT (Killick, Fearnhead, Eckley 2012) with
 * squared deviation as cost. Single wild values make no segment: they are brought to their surroundings first.
 */
export function changePoints(series: readonly number[]): readonly number[] {
  const values = tamed(series);
  const steps = values.slice(1).map((value, at) => value - (values[at] as number));
  // Differences of neighbours tell the noise, whatever the levels are.
  const deviation = (scale * medianAbsoluteDeviation(steps.length > 0 ? steps : [0])) / Math.SQRT2;
  const perChange = penalty * Math.log(Math.max(values.length, 2)) * Math.max(deviation, 1e-6) ** 2;
  const { sums, squares } = runningSums(values);
  const cost = (from: number, to: number) => {
    const sum = (sums[to] as number) - (sums[from] as number);
    return (squares[to] as number) - (squares[from] as number) - sum ** 2 / (to - from);
  };
  const best = [-perChange];
  const before = [0];
  let candidates = [0];
  for (let to = 1; to <= values.length; to++) {
    const costs = candidates.map((from) => (best[from] as number) + cost(from, to));
    let least = 0;
    for (const [at, one] of costs.entries()) if (one < (costs[least] as number)) least = at;
    best[to] = (costs[least] as number) + perChange;
    before[to] = candidates[least] as number;
    candidates = candidates.filter((_, at) => (costs[at] as number) <= (best[to] as number));
    candidates.push(to);
  }
  const starts: number[] = [];
  for (let end = values.length; end > 0; end = before[end] as number) starts.unshift(before[end] as number);
  return starts;
}

/** Each value within three deviations of the eleven around it. */
function tamed(series: readonly number[]): number[] {
  return series.map((value, at) => {
    const around = series.slice(Math.max(0, at - 5), at + 6);
    const middle = median(around);
    const reach = 3 * scale * medianAbsoluteDeviation(around);
    return Math.min(middle + reach, Math.max(middle - reach, value));
  });
}

function runningSums(values: readonly number[]) {
  const sums = [0];
  const squares = [0];
  for (const [at, value] of values.entries()) {
    sums.push((sums[at] as number) + value);
    squares.push((squares[at] as number) + value ** 2);
  }
  return { sums, squares };
}
