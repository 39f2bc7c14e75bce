import type { Value } from './byExample/language/expression.ts';

/** One known call of the missing capability: a value for each parameter, and what came of it; `null` is "no answer". */
export interface SynthesisExample {
  readonly input: readonly Value[];
  readonly output: Value;
}

/** What is missing, as far as it is known. */
export interface SynthesisGap {
  /** What was asked for, in words; it names the generated function's documentation, and some generators read it. */
  readonly intent: string;
  /** Names of the parameters, in the order of the examples' inputs; `text`, or `first`, `second`, … where unknown. */
  readonly parameters?: readonly string[];
  readonly examples: readonly SynthesisExample[];
  /** Further inputs of the user whose outputs are not known: programs that fail on them are less likely meant. */
  readonly otherInputs?: readonly (readonly Value[])[];
}

/** Where a search stops. */
export interface SynthesisBudget {
  /** Units of work, the same on every machine: what makes the result reproducible. */
  readonly steps: number;
  /** A safety net on slow machines: `performance.now()` at which the search stops; results may then differ. */
  readonly deadline?: number;
  readonly signal?: AbortSignal;
}

/** A program that a generator proposes. Nothing has been run or verified yet. */
export interface Candidate {
  /** TypeScript that exports `run(input)`. */
  readonly source: string;
  readonly generator: string;
  /** Description length: smaller is more likely what was meant. Comparable within one generator only. */
  readonly cost: number;
  /** How many of the examples it satisfies: all of them, unless the search ended before. */
  readonly satisfied: number;
  /** Plain words on what is doubtful about it. */
  readonly caveats: readonly string[];
}

/** Proposes programs for a gap, as they are found; each is better than those before it, or an alternative to them. */
export interface Generator<Found extends Candidate = Candidate> {
  readonly name: string;
  /** @throws CancelledError when the budget's signal says so */
  generate(gap: SynthesisGap, budget: SynthesisBudget): Iterable<Found> | AsyncIterable<Found>;
}
