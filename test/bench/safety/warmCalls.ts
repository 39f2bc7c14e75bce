import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { createContext, Script } from 'node:vm';
import type { Sandbox, SandboxCall } from '#capability/sandbox';
import { callOf } from './programs.ts';

/** Does nothing: its round trip is what a call costs. */
export const nothing = callOf('export const run = () => 1;');

const counting =
  'const run = (text) => { const counts = {}; for (const word of text.split(" ")) counts[word] = (counts[word] ?? 0) + 1; return counts; };';
const text = Array.from({ length: 2000 }, (_, at) => `word${(at * 7919) % 300}`).join(' ');
/** Counts the words of a text of 14,000 characters: what an ordinary capability does. */
const ordinary = callOf(`export ${counting}`, {}, text);

export interface WarmCalls {
  /** Round trips of the program that does nothing, in ms. */
  readonly nothing: readonly number[];
  /** Round trips of the ordinary one. */
  readonly ordinary: readonly number[];
  /** The function of the ordinary one alone, called by this thread, in a context that is as new as in the sandbox. */
  readonly alone: readonly number[];
}

/** Single calls, one of each kind after the other, with a pause before each in which the next engine is made. */
export async function warmCalls(sandbox: Sandbox, rounds: number): Promise<WarmCalls> {
  const measured = { nothing: [] as number[], ordinary: [] as number[], alone: [] as number[] };
  const script = new Script(`${counting} run`);
  for (let round = -20; round < rounds; round++) {
    const times = {
      nothing: await roundTrip(sandbox, nothing),
      ordinary: await roundTrip(sandbox, ordinary),
      alone: alone(script),
    };
    if (round < 0) continue;
    for (const kind of ['nothing', 'ordinary', 'alone'] as const) measured[kind].push(times[kind]);
  }
  return measured;
}

async function roundTrip(sandbox: Sandbox, call: SandboxCall): Promise<number> {
  await setTimeout(10);
  const started = performance.now();
  const { status } = await sandbox.run(call);
  const took = performance.now() - started;
  if (status !== 'ok') throw new Error(`A call that should have been answered ended with ${status}`);
  return took;
}

function alone(script: Script): number {
  const run: (text: string) => unknown = script.runInContext(createContext({}));
  const started = performance.now();
  run(text);
  return performance.now() - started;
}
