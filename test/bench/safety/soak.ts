import { openSandbox } from '#capability/sandbox';
import type { RunnerName } from '#protocol';
import { withDescendants } from '../processUse.ts';
import { memoryMB } from './memory.ts';
import { costlyPrograms, type SoakProgram, soakPrograms } from './programs.ts';

export interface SoakResult {
  readonly calls: number;
  readonly answered: number;
  /** Answered in another way than the program has to end. */
  readonly wrong: readonly string[];
  /** Of this process and its workers together, at rest, in MB. */
  readonly memory: { readonly before: number; readonly after: number };
  /** Processes that were left when the sandbox was closed. */
  readonly orphans: number;
  readonly seconds: number;
}

/** One call in so many costs a worker. */
const costlyEvery = 20;

/**
 * Makes many calls, good and hostile, a few at a time. Memory is compared with that after the first tenth, when
 * everything has been loaded and compiled.
 */
export async function soak(runner: RunnerName, calls: number): Promise<SoakResult> {
  const before = new Set(withDescendants(process.pid));
  const sandbox = await openSandbox({ runner });
  const started = performance.now();
  const wrong: string[] = [];
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
  const callUntil = (until: number) => Promise.all([1, 2, 3].map(() => caller(until)));

  await callUntil(Math.ceil(calls / 10));
  const memory = { before: await memoryMB(), after: 0 };
  await callUntil(calls);
  memory.after = await memoryMB();
  await sandbox.dispose();
  const orphans = withDescendants(process.pid).filter((pid) => !before.has(pid)).length;
  return { calls, answered, wrong, memory, orphans, seconds: (performance.now() - started) / 1000 };
}

function programAt(index: number): SoakProgram {
  const costly = index % costlyEvery === costlyEvery - 1;
  const programs = costly ? costlyPrograms : soakPrograms;
  return programs[(costly ? Math.floor(index / costlyEvery) : index) % programs.length] as SoakProgram;
}
