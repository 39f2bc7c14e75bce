import type { SynthesisExample } from '../../generator.ts';
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
