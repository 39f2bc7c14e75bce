import { againstBaseline, measureLatency, usualLatency } from '#capability/benchmark';
import type { BenchmarkReport } from '#protocol';
import { Random } from '../../../src/capability/rollout/simulation/random.ts';
import { type Machine, machines, overloaded, SimulatedClock } from './noise.ts';

/** Times of a new content by those of the old one. */
const sizes = [1, 1.05, 1.075, 1.1, 1.15, 1.2] as const;
/** Benchmarks of the old content and of the new one. */
const histories = [
  { before: 1, now: 1 },
  { before: 5, now: 1 },
  { before: 3, now: 3 },
] as const;
/** How far benchmarks of one content lie apart beside what their runs tell: standard deviation, as a share. */
const spreads = [0, 0.01, 0.03] as const;

/** Of comparisons with earlier figures of one machine. */
export interface AgainstBaseline {
  readonly machine: string;
  readonly spread: number;
  readonly before: number;
  readonly now: number;
  /** How often the new content was found to be slower, by the times that it takes; of 1 it is what is wrong. */
  readonly found: readonly { readonly times: number; readonly runs: number; readonly share: number }[];
}

export interface BaselineOptions {
  /** Benchmarks that are made on each machine, of which comparisons draw. */
  readonly benchmarks: number;
  /** Comparisons of equals, on all machines together. */
  readonly runs: number;
  /** Comparisons with what takes longer, on all machines together. */
  readonly detections: number;
  readonly seed: number;
}

/**
 * How often a benchmark finds a regression beside earlier ones, where there is none and where there is one: the product's own
 * measurement and comparison, on simulated machines. What takes longer does so with every call, so that its figures are those
 * of the old content, shifted: benchmarks are made once, and comparisons draw of them.
 */
export async function baselineDetection(options: BaselineOptions): Promise<readonly AgainstBaseline[]> {
  const { benchmarks, runs, detections, seed } = options;
  if (benchmarks === 0) return [];
  const simulated = Object.entries({ ...machines, overloaded });
  const places = Object.keys(machines).length;
  const results: AgainstBaseline[] = [];
  for (const [name, machine] of simulated) {
    const made = await benchmarksOn(machine, benchmarks, [seed, name, 'baseline']);
    for (const spread of spreads) {
      for (const { before, now } of histories) {
        const random = new Random(seed, name, spread, before, now);
        const draw = (times: number): readonly number[] => {
          const off = Math.log(times) + spread * random.normal();
          return (made[Math.floor(random.next() * made.length)] as readonly number[]).map((value) => value + off);
        };
        const found = sizes.map((times) => {
          const comparisons = Math.ceil((times === 1 ? runs : detections) / places);
          let slower = 0;
          for (let one = 0; one < comparisons; one++) {
            const earlier = [
              ...Array.from({ length: now - 1 }, () => reportOf('new', draw(times))),
              ...Array.from({ length: before }, () => reportOf('old', draw(1))),
            ];
            const result = againstBaseline(reportOf('new', draw(times)), earlier);
            if (typeof result !== 'string' && result.verdict === 'slower') slower++;
          }
          return { times, runs: comparisons, share: slower / comparisons };
        });
        results.push({ machine: name, spread, before, now, found });
      }
    }
  }
  return results;
}

/** The groups of so many benchmarks of what takes as long as the fixed program that it is held against. */
async function benchmarksOn(machine: Machine, count: number, seed: readonly (string | number)[]) {
  const made: (readonly number[])[] = [];
  for (let one = 0; one < count; one++) {
    const clock = new SimulatedClock();
    const call = clock.callOf(machine(new Random(...seed, one)), 1);
    made.push((await measureLatency(call, { ...usualLatency, yardstick: call, clock: clock.now })).relative);
  }
  return made;
}

/** As much of a report as comparisons look at. */
function reportOf(hash: string, relative: readonly number[]): BenchmarkReport {
  const known = { name: 'a', version: '1.0.0', hash, inputsHash: 'same', at: '2026-01-01T00:00:00.000Z', relative };
  return known as Partial<BenchmarkReport> as BenchmarkReport;
}
