import type { PlainData } from '#protocol';
import { type CheckDefinition, passed, skipped, warned } from './examination.ts';

/** Quicker than this, milliseconds, times say more of the machine than of the code. */
const tellingMs = 5;
/** Steeper than this is more than quadratic, with room for noise. */
const steep = 2.4;
/** Below this, what is measured is the machine. */
const flat = 0.3;
const factors = [4, 16, 64, 256, 1024];

/** Time as the input grows: quadratic is usual, more than that is a trap for the first large input. */
export const resourceTrend: CheckDefinition = {
  name: 'resource-trend',
  level: 'COMPREHENSIVE',
  check: async ({ capability, run, inputProblems, limits }) => {
    const base = capability.examples.find(({ output }) => output !== undefined);
    if (!base) return skipped('There is no example to grow.');
    const points: { readonly size: number; readonly cpuMs: number }[] = [];
    for (const factor of factors) {
      const input = grown(base.input, factor);
      const size = JSON.stringify(input).length;
      if (inputProblems(input).length > 0 || size > 1_000_000) break;
      const result = await run(input, { world: base.world });
      if (result.status === 'timeout' || result.status === 'out-of-memory') {
        return warned(
          `An input ${factor} times as large as the example’s meets a limit (${result.status}, ${limits.wallMs} ms, ${limits.heapMB} MB).`,
        );
      }
      if (result.status !== 'ok') break;
      points.push({ size, cpuMs: result.usage.cpuMs });
    }
    const sizes = new Set(points.map(({ size }) => size));
    if (sizes.size < 2) return skipped('Its input does not grow.');
    const telling = points.filter(({ cpuMs }) => cpuMs >= tellingMs);
    const largest = points.at(-1);
    if (largest === undefined) return skipped('Its input does not grow.');
    if (telling.length < 3)
      return passed(`Quick for inputs up to ${largest.size} characters: ${largest.cpuMs.toFixed(1)} ms.`);
    const exponent = slope(telling.map(({ size, cpuMs }) => [Math.log(size), Math.log(cpuMs)]));
    const growth =
      exponent < flat
        ? 'hardly grows with the size'
        : `grows about with the size to the power of ${exponent.toFixed(1)}`;
    const said = `Its time ${growth} (${largest.cpuMs.toFixed(0)} ms for ${largest.size} characters).`;
    return exponent > steep ? warned(said) : passed(said);
  },
};

/** A value with its texts and lists repeated. */
function grown(value: PlainData, factor: number): PlainData {
  if (typeof value === 'string') return value.repeat(factor);
  if (Array.isArray(value)) return Array.from({ length: factor }, () => value).flat();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, grown(inner, factor)]));
}

/** Of the least-squares line. */
function slope(points: readonly (readonly [number, number])[]): number {
  const mean = (pick: 0 | 1) => points.reduce((sum, point) => sum + point[pick], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const spreadOf = points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
  return points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0) / spreadOf;
}
