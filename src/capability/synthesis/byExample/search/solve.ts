import type { Meter } from '../deduce/concat.ts';
import { type Solution, type Task, uniformPrograms } from './programs.ts';

export interface Ranked extends Solution {
  /** How many of the examples it satisfies. */
  readonly satisfied: number;
}

/** Programs that satisfy the examples, as they are found. */
export function* solve(task: Task, meter: Meter): Generator<Ranked> {
  for (const solution of uniformPrograms(task, meter)) yield { ...solution, satisfied: task.examples.length };
}
