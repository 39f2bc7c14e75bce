import { defaultLimits, type RunLimits } from '#protocol';

/** From the least that a run can do with to the most that the machinery around it holds. */
const bounds: Readonly<Record<keyof RunLimits, readonly [least: number, most: number]>> = {
  // A timer with more fires at once.
  wallMs: [1, 2 ** 31 - 1],
  cpuMs: [1, 2 ** 31 - 1],
  // V8 does not start with less, and QuickJS in WebAssembly has no more.
  heapMB: [8, 2048],
  residentMB: [1, 2 ** 20],
  inputBytes: [0, 30 * 1024 * 1024],
  inputDepth: [0, 1000],
  // A worker's line has an end, see `startProcess`, and each byte may take two in it.
  outputBytes: [0, 30 * 1024 * 1024],
  outputDepth: [0, 10_000],
  logBytes: [0, 16 * 1024 * 1024],
  calls: [0, 1_000_000],
  // The supervisor keeps them until the run has ended.
  writtenBytes: [0, 256 * 1024 * 1024],
  readBytes: [0, 256 * 1024 * 1024],
};

/**
 * The limits as they are held: what lies beyond the bounds, infinity too, is brought to the nearer of them, and what is
 * no number has its default. So there is no run without limits, whatever a caller asks for.
 */
export function boundedLimits(limits: RunLimits): RunLimits {
  const entries = Object.entries(bounds).map(([name, [least, most]]) => {
    const wanted = limits[name as keyof RunLimits];
    const number =
      typeof wanted === 'number' && !Number.isNaN(wanted) ? wanted : defaultLimits[name as keyof RunLimits];
    return [name, Math.floor(Math.min(most, Math.max(least, number)))];
  });
  return Object.fromEntries(entries);
}
