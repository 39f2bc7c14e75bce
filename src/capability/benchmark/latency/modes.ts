import { kernelDensityEstimation } from 'simple-statistics';

const places = 200;
/** A valley has to be so much lower than the lower of its two peaks. */
const depth = 0.75;
/** Fewer runs than that are stragglers, and no mode. */
const leastShare = 0.05;

interface Peak {
  readonly at: number;
  /** Where the valley before it is. */
  readonly from: number;
}

/**
 * Where times gather, on a logarithmic scale: peaks of the density (Gaussian kernel, bandwidth by Silverman's rule) that a
 * clear valley divides.
 * @param ms ascending; one at least
 * @returns most frequent first
 */
export function modesOf(ms: readonly number[]): readonly { readonly ms: number; readonly share: number }[] {
  const logs = ms.map((value) => Math.log(value));
  const [low, high] = [logs[0] as number, logs.at(-1) as number];
  if (high - low < 1e-3) return [{ ms: Math.exp((low + high) / 2), share: 1 }];
  const density = kernelDensityEstimation(logs, 'gaussian');
  const grid = Array.from({ length: places }, (_, at) => low + ((high - low) * at) / (places - 1));
  const heights = grid.map((place) => density(place));
  const peaks = peaksOf(heights);
  const modes = peaks.map(({ at, from }, index) => {
    const fromMs = index === 0 ? low : (grid[from] as number);
    const to = peaks[index + 1]?.from;
    const toMs = to === undefined ? high : (grid[to] as number);
    const count = logs.filter((value) => value >= fromMs && (to === undefined ? value <= toMs : value < toMs)).length;
    return { ms: Math.exp(grid[at] as number), share: count / logs.length };
  });
  return modes.filter(({ share }) => share >= leastShare).sort((a, b) => b.share - a.share);
}

/** The peaks from left to right; of two without a clear valley between them, the higher one. */
function peaksOf(heights: readonly number[]): readonly Peak[] {
  const peaks: Peak[] = [];
  let valley = 0;
  for (const [at, height] of heights.entries()) {
    if (height < (heights[valley] as number)) valley = at;
    const isPeak = height >= (heights[at - 1] ?? 0) && height > (heights[at + 1] ?? 0);
    if (!isPeak) continue;
    const last = peaks.at(-1);
    const lower = Math.min(height, heights[last?.at ?? at] as number);
    if (last === undefined || (heights[valley] as number) < depth * lower) peaks.push({ at, from: valley });
    else if (height > (heights[last.at] as number)) peaks.splice(-1, 1, { at, from: last.from });
    else continue;
    valley = at;
  }
  return peaks;
}
