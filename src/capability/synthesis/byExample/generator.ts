import type { Example } from '#protocol';
import type { Candidate, ExpectedFailure, Generator, SynthesisBudget, SynthesisGap } from '../generator.ts';
import { parametersOf } from '../parameters.ts';
import { doubtsAbout } from './ambiguity/doubts.ts';
import { openLimitsOf } from './ambiguity/limits.ts';
import type { Meter } from './deduce/concat.ts';
import { failureOf } from './evaluate/evaluate.ts';
import { checkedExamples } from './examples.ts';
import type { Program } from './language/expression.ts';
import { narrowDates } from './narrowDates.ts';
import { plainly } from './plainly.ts';
import { print } from './print/print.ts';
import { saidCost } from './rank/cost.ts';
import type { Conditional } from './search/conditional.ts';
import { doubtOf, guarded, guardsFor, neededFor } from './search/guards.ts';
import { WorkMeter } from './search/meter.ts';
import { solve } from './search/solve.ts';
import type { Task } from './search/task.ts';
import { saidThatFit } from './words/said.ts';
import { weightOfWords } from './words/weight.ts';

export interface ByExampleCandidate extends Candidate {
  /** The program as data: what the evaluator runs for previews. */
  readonly program: Program;
}

/** Programs beside others that differ by a limit only. */
const mostAlternatives = 4;
/** A limit that is a usual one is likelier meant than another one. */
const otherLimitCost = 0.8;

/** It needs no waiting: candidates come as they are asked for, and a caller that stops asking stops the search. */
export interface ByExampleGenerator extends Generator<ByExampleCandidate> {
  generate(gap: SynthesisGap, budget: SynthesisBudget): Iterable<ByExampleCandidate>;
}

/**
 * Programming by example: programs of a small language of texts, numbers, dates, lists and conditions that give the
 * outputs of the examples, ranked by how short they are to describe. The same gap and steps give the same candidates.
 */
export const byExample: ByExampleGenerator = {
  name: 'by-example',
  *generate(gap, budget) {
    const examples = checkedExamples(gap);
    const parameters = parametersOf(gap);
    const others = gap.otherInputs ?? [];
    const meter = new WorkMeter(budget);
    const weight = weightOfWords(gap.intent);
    let alternatives = mostAlternatives;
    const guards = guardsFor(gap.failures ?? [], { examples, others, parameters }, meter);
    for (const { program: learned, cost: own, satisfied, lone } of found(gap.intent, { examples, others }, meter)) {
      const narrow = narrowDates(learned, examples);
      const bare = gap.declared === undefined ? narrow : plainly(narrow, examples);
      const cost = own - weight(bare);
      const needed = neededFor(bare, guards);
      const program = guarded(bare, needed);
      const failures = needed.flatMap(({ covers }) => covers);
      const limits = satisfied < examples.length ? [] : openLimitsOf(program, examples);
      const caveats = [
        ...doubtsAbout({ program: bare, satisfied, lone }, examples, limits),
        ...needed.flatMap((guard) => doubtOf(guard) ?? []),
      ];
      const shown = { intent: gap.intent, parameters, examples: gap.examples, failures, otherInputs: others };
      const cases =
        failures.length === 0 ? {} : { manifest: { examples: failingCases(failures, program, parameters) } };
      const candidate = { satisfied, lone, caveats, generator: 'by-example', ...cases };
      yield { ...candidate, source: print(program, shown), program, cost };
      // What would be asked about: the same with another limit.
      for (const { otherwise } of limits.slice(0, alternatives)) {
        alternatives--;
        yield { ...candidate, source: print(otherwise, shown), program: otherwise, cost: cost + otherLimitCost };
      }
    }
  },
};

/** What the words ask for, as far as the examples agree; then what the examples alone tell. */
function* found(intent: string, task: Task, meter: Meter): Iterable<Conditional> {
  for (const program of saidThatFit(intent, task.examples)) {
    yield { program, cost: saidCost, satisfied: task.examples.length, lone: 0 };
  }
  yield* solve(task, meter);
}

/** The calls that end with an error, as cases of a package. */
function failingCases(failures: readonly ExpectedFailure[], program: Program, parameters: readonly string[]) {
  return failures.map(
    ({ input }, at): Example => ({
      name: `error ${at + 1}`,
      input: Object.fromEntries(parameters.map((name, column) => [name, input[column] ?? null])),
      error: failureOf(program, input)?.message ?? '',
    }),
  );
}
