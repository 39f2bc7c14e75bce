import type { Candidate, Generator, SynthesisBudget, SynthesisGap } from '../generator.ts';
import { parametersOf } from '../parameters.ts';
import { checkedExamples } from './examples.ts';
import type { Program } from './language/expression.ts';
import { print } from './print/print.ts';
import { WorkMeter } from './search/meter.ts';
import { solve } from './search/solve.ts';

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
    for (const { program, cost, satisfied, lone } of solve({ examples, others }, meter)) {
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

/** Whether what comes out is looked up in a table of what was shown. */
function knowsByHeart(program: Program): boolean {
  return /"gives":"table"|"op":"lookup"/.test(JSON.stringify(program));
}
