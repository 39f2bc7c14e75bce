import { openSandbox, type Sandbox } from '#capability/sandbox';
import type { RunnerName } from '#protocol';
import { withDescendants } from '../processUse.ts';
import { type MemoryUse, memoryUse } from './memory.ts';
import { callOf, costlyPrograms, type SoakProgram, soakPrograms } from './programs.ts';

export interface SoakResult {
  readonly calls: number;
  readonly answered: number;
  /** Answered in another way than the program has to end. */
  readonly wrong: readonly string[];
  /** At rest after each part of the calls, with workers of the same age. */
  readonly memory: readonly MemoryUse[];
  /** Processes that were left when the sandbox was closed. */
  readonly orphans: number;
  readonly seconds: number;
}

/** One call in so many costs a worker. */
const costlyEvery = 20;
const workers = 2;

/** Makes many calls, good and hostile, a few at a time, in as many parts as memory is looked at. */
export async function soak(
  runner: RunnerName,
  calls: number,
  { parts = 10, open = openSandbox } = {},
): Promise<SoakResult> {
  const before = new Set(withDescendants(process.pid));
  const sandbox = await open({ runner, workers });
  const started = performance.now();
  const wrong: string[] = [];
  const memory: MemoryUse[] = [];
  let answered = 0;
  let next = 0;

  const caller = async (until: number) => {
    while (next < until) {
      const { name, call, ends } = programAt(next++);
      const { status } = await sandbox.run(call);
      answered++;
      if (!ends.includes(status)) wrong.push(`${name}: ${status}`);
    }
  };

  for (let part = 1; part <= parts; part++) {
    const until = Math.ceil((calls * part) / parts);
    await Promise.all([1, 2, 3].map(() => caller(until)));
    await replaceWorkers(sandbox);
    memory.push(await memoryUse());
  }
  await sandbox.dispose();
  const orphans = withDescendants(process.pid).filter((pid) => !before.has(pid)).length;
  return { calls, answered, wrong, memory, orphans, seconds: (performance.now() - started) / 1000 };
}

/**
 * A worker that has served for long holds some 25 MB more than a new one, and when it was replaced last is chance: so
 * all are, and then do the same, before memory is compared. What a worker itself may grow by, the pool limits.
 */
async function replaceWorkers(sandbox: Sandbox): Promise<void> {
  const endless = callOf('export function run() { for (;;); }', { wallMs: 60 });
  const good = callOf('export const run = () => 1;');
  await Promise.all(Array.from({ length: workers }, () => sandbox.run(endless)));
  await Promise.all(Array.from({ length: workers * 50 }, () => sandbox.run(good)));
}

function programAt(index: number): SoakProgram {
  const costly = index % costlyEvery === costlyEvery - 1;
  const programs = costly ? costlyPrograms : soakPrograms;
  return programs[(costly ? Math.floor(index / costlyEvery) : index) % programs.length] as SoakProgram;
}
