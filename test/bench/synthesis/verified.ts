import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '#base';
import { openGenerationSession } from '#engine';
import type { Gap, Generation, RunnerName } from '#protocol';
import { median, percentile } from '../statistics.ts';
import { duration } from '../table.ts';
import type { SynthesisTask } from './tasks.ts';

/** Tasks before the clock counts: the threads start, TypeScript reads its library. */
const warmUps = 2;

/** One task on the whole way, from a failed request to a verified capability. */
interface Journey {
  readonly task: SynthesisTask;
  readonly generation: Generation;
}

/**
 * Takes a sample of the tasks the whole way: a program is learned, becomes a package, is type-checked under `strict`,
 * analysed, run in the sandbox on its examples and on boundary cases. Tells how many emitted programs pass BASIC, how
 * many may run, and how long it takes from the request to the verdict.
 */
export async function verifySample(tasks: readonly SynthesisTask[], size: number, runner: RunnerName): Promise<object> {
  const root = mkdtempSync(join(tmpdir(), 'toolwright-bench-'));
  const session = openGenerationSession({ root, runner, logger: silentLogger });
  const journeys: Journey[] = [];
  try {
    for (const task of tasks.slice(0, warmUps)) await session.generate(gapOf(task));
    for (const task of spread(tasks, size)) {
      const generation = await session.generate(gapOf(task));
      if (generation.best !== undefined) journeys.push({ task, generation });
    }
  } finally {
    await session.dispose();
    rmSync(root, { recursive: true, force: true });
  }
  return report(journeys);
}

function gapOf({ id, train, test }: SynthesisTask): Gap {
  const place = { path: 'task', line: 1, column: 1, start: 0, end: 0 };
  return {
    ...{ id, source: 'requests', intent: `do the task ${id}`, kind: 'missing_handler', structure: {} },
    parameters: [],
    examples: train.map(({ input, output }) => ({ input, output, place })),
    ...{ contradictions: [], skipped: [], requests: [], near: [] },
    otherInputs: test.map(({ input }) => input),
    ...{ frequency: 1, users: 1, score: 1 },
  };
}

function report(journeys: readonly Journey[]): object {
  const passing = (which: (journey: Journey) => boolean) => journeys.filter(which).length;
  const basic = passing(({ generation: { best } }) => best?.report.reached !== undefined);
  const admitted = passing(({ generation }) => generation.ended === 'found');
  const times = journeys
    .filter(({ generation }) => generation.ended === 'found')
    .map(({ generation }) => generation.milliseconds);
  const slowest = Math.max(0, ...times);
  console.log(
    `\n${basic} of ${journeys.length} emitted programs type-check under strict and pass BASIC; ${admitted} pass STANDARD.`,
  );
  if (times.length > 0)
    console.log(
      `From the request to the verified capability: ${duration(median(times))} (median), ${duration(percentile(times, 0.95))} (95 %), ${duration(slowest)} (slowest).`,
    );
  const failed = journeys.filter(({ generation }) => generation.ended !== 'found');
  for (const { task, generation } of failed) {
    const reasons = generation.attempts.map(({ rejected }) => `${rejected?.gate}: ${rejected?.reasons[0] ?? ''}`);
    console.log(`  ${task.id}: ${[...new Set(reasons)].join('; ')}`);
  }
  return {
    emitted: journeys.length,
    basic,
    standard: admitted,
    medianMs: Math.round(median(times)),
    p95Ms: Math.round(percentile(times, 0.95)),
    slowestMs: slowest,
    notVerified: failed.map(({ task }) => task.id),
  };
}

/** So many, from all over the list. */
function spread<T>(values: readonly T[], most: number): T[] {
  const count = Math.min(values.length, most);
  return Array.from({ length: count }, (_, nth) => values[Math.floor((nth * values.length) / count)] as T);
}
