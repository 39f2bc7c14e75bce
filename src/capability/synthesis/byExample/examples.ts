import { ToolwrightError } from '#base';
import type { SynthesisExample, SynthesisGap } from '../generator.ts';
import { sameValue } from './evaluate/value.ts';
import type { Value } from './language/expression.ts';

/** Longer texts and longer lists of examples are refused: what is learned from few is applied to many, not the other way round. */
const mostExamples = 5000;

/**
 * The examples without repetitions.
 * @throws ToolwrightError `no-examples`, `too-many-examples`, `uneven-examples` or `contradictory-examples`
 */
export function checkedExamples({ examples }: SynthesisGap): readonly SynthesisExample[] {
  const [first] = examples;
  if (first === undefined) {
    throw new ToolwrightError('no-examples', 'There is no example to learn from.', {
      hint: 'Give one input and the output that it should have.',
    });
  }
  if (examples.length > mostExamples) {
    throw new ToolwrightError('too-many-examples', `${examples.length} examples are more than ${mostExamples}.`, {
      hint: 'Give those that differ most.',
    });
  }
  const known = new Map<string, number>();
  const kept: SynthesisExample[] = [];
  for (const [at, example] of examples.entries()) {
    if (example.input.length !== first.input.length) {
      throw new ToolwrightError(
        'uneven-examples',
        `Example ${at + 1} has ${example.input.length} values, example 1 has ${first.input.length}.`,
        { hint: 'Give every example a value for each parameter.' },
      );
    }
    const key = JSON.stringify(example.input);
    const before = known.get(key);
    if (before === undefined) {
      known.set(key, at);
      kept.push(example);
    } else refuseOther(examples, before, at);
  }
  return kept;
}

/**
 * Examples whose outputs are their inputs say nothing about what is to be done: leaving all as it is would fit them.
 * @throws ToolwrightError `examples-change-nothing`
 */
export function refuseUnchanged(examples: readonly SynthesisExample[]): void {
  const isSame = ({ input: [only, ...more], output }: SynthesisExample) => more.length === 0 && sameValue(only, output);
  if (examples.length === 0 || !examples.every(isSame)) return;
  const what = examples.length === 1 ? 'The example changes' : 'The examples change';
  throw new ToolwrightError('examples-change-nothing', `${what} nothing: what goes in comes out.`, {
    hint: 'Give one whose output is another than its input.',
  });
}

function refuseOther(examples: readonly SynthesisExample[], before: number, at: number): void {
  if (sameValue(examples[before]?.output, examples[at]?.output)) return;
  throw new ToolwrightError(
    'contradictory-examples',
    `Examples ${before + 1} and ${at + 1} have the same input and different outputs: ${shown(examples[before]?.output)} and ${shown(examples[at]?.output)}.`,
    { hint: 'Correct or remove one of them.' },
  );
}

function shown(value: Value | undefined): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${[...text].slice(0, 57).join('')}…` : text;
}
