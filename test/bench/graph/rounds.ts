import type { ProcessUse } from '../processUse.ts';
import { type Invocation, type ProcessRun, runProcess } from '../runProcess.ts';
import { median } from '../statistics.ts';

/** One tool in one way of starting it. */
export interface Contender {
  readonly name: string;
  readonly run: Invocation;
  readonly accepted: (code: number) => boolean;
}

export interface Timing {
  /** Median; undefined when no run came to its end. */
  readonly milliseconds: number | undefined;
  /** Of the warm-up. */
  readonly use: ProcessUse | undefined;
  readonly rounds: number;
  readonly failure: string | undefined;
}

/** A tool that takes longer than this is run once: its spread does not matter to the comparison any more. */
const slowMs = 10_000;

/**
 * Times every contender in turn, round after round, so that whatever else the machine does falls on all of them.
 * A first, unmeasured round fills the system's file cache and the tools' own code caches, and tells memory and processor time.
 */
export async function timeInRounds(
  contenders: readonly Contender[],
  options: { rounds: number; limitMs: number; tell: (line: string) => void },
): Promise<Map<string, Timing>> {
  const first = new Map<string, ProcessRun>();
  for (const { name, run, accepted } of contenders) {
    options.tell(`${name}: warm-up, memory and processor time`);
    first.set(name, await runProcess(run, { timeoutMs: options.limitMs, accepted, watch: true }));
  }
  const times = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  const failures = new Map(
    [...first].flatMap(([name, { failure }]) => (failure === undefined ? [] : [[name, failure]])),
  );
  for (let round = 0; round < options.rounds; round += 1) {
    options.tell(`round ${round + 1} of ${options.rounds}`);
    for (const { name, run, accepted } of contenders) {
      if (failures.has(name)) continue;
      if (round > 0 && (first.get(name)?.milliseconds ?? 0) > slowMs) continue;
      const { milliseconds, failure } = await runProcess(run, { timeoutMs: options.limitMs, accepted });
      if (failure === undefined) times.get(name)?.push(milliseconds);
      else failures.set(name, failure);
    }
  }
  return new Map(
    contenders.map(({ name }) => {
      const measured = times.get(name) ?? [];
      return [
        name,
        {
          milliseconds: measured.length === 0 ? undefined : median(measured),
          use: first.get(name)?.use,
          rounds: measured.length,
          failure: failures.get(name),
        },
      ];
    }),
  );
}

/** The timing of a contender that the benchmark can't do without. */
export function completed(timings: ReadonlyMap<string, Timing>, name: string): Timing & { milliseconds: number } {
  const timing = timings.get(name);
  if (timing?.milliseconds === undefined) throw new Error(`${name} did not finish: ${timing?.failure ?? 'not run'}`);
  return { ...timing, milliseconds: timing.milliseconds };
}
