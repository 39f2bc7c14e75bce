import type { Candidate, Generator, SynthesisBudget, SynthesisGap } from '../generator.ts';
import { parametersOf } from '../parameters.ts';
import type { Meter } from './deduce/concat.ts';
import { checkedExamples } from './examples.ts';
import type { Program } from './language/expression.ts';

import { print } from './print/print.ts';
import { saidCost } from './rank/cost.ts';
import type { Conditional } from './search/conditional.ts';
import { WorkMeter } from './search/meter.ts';
import { solve } from './search/solve.ts';
import type { Task } from './search/task.ts';
import { saidThatFit } from './words/said.ts';
import { weightOfWords } from './words/weight.ts';

export interface ByExampleCandidate extends Candidate {
  /** The program as data: what the evaluator runs for previews. */
  readonly program: Program;
}

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
    for (const { program, cost: own, satisfied, lone } of found(gap.intent, { examples, others }, meter)) {
      const cost = own - weight(program);
      const caveats = [
        ...(satisfied === examples.length ? [] : [`It is right on ${satisfied} of ${examples.length} examples only.`]),
        ...(lone === 0
          ? []
          : [`${lone === 1 ? 'One of its cases rests' : `${lone} of its cases rest`} on a single example.`]),
        ...(knowsByHeart(program)
          ? [
              'It knows by heart what its examples show: for anything else that it would have to look up it has no answer.',
            ]
          : []),
      ];
      const source = print(program, { intent: gap.intent, parameters, examples: gap.examples, otherInputs: others });
      yield { source, program, cost, satisfied, lone, caveats, generator: 'by-example' };
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

/** Whether what comes out is looked up in a table of what was shown. */
function knowsByHeart(program: Program): boolean {
  return /"gives":"table"|"op":"lookup"/.test(JSON.stringify(program));
}
