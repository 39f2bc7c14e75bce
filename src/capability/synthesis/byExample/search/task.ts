import type { SynthesisExample } from '../../generator.ts';
import type { Meter } from '../deduce/concat.ts';
import type { Program, Value } from '../language/expression.ts';

/** What is to be explained. */
export interface Task {
  readonly examples: readonly SynthesisExample[];
  readonly others: readonly (readonly Value[])[];
}

export interface Solution {
  readonly program: Program;
  readonly cost: number;
}

/** Finds programs without conditionals for a task; given by the caller, since parts of values are tasks of their own. */
export type SolvePart = (task: Task, meter: Meter) => Iterable<Solution>;

/** The first of the cheapest. */
export function cheapest(solutions: Iterable<Solution>): Solution | undefined {
  let best: Solution | undefined;
  for (const solution of solutions) if (best === undefined || solution.cost < best.cost) best = solution;
  return best;
}
