import { ToolwrightError } from '#base';
import type { Gap, GapExample, PlainData } from '#protocol';
import type { SynthesisGap } from '../generator.ts';

type KnownExample = Pick<GapExample, 'input' | 'output'>;

/** What an editor has at hand, the likeliest to be meant first. */
const atHand = ['selection', 'file'];

/**
 * What generators are told of a gap. What was at hand with a request becomes one text: the selection, or else the file.
 * @param more examples beside those of the gap
 * @throws ToolwrightError `contradictory-examples`
 */
export function synthesisGapOf(gap: Gap, more: readonly KnownExample[] = []): SynthesisGap {
  const { intent, structure, contradictions } = gap;
  const [contradiction] = contradictions;
  if (contradiction !== undefined) {
    const [first, second] = contradiction.map((at) => at + 1);
    throw new ToolwrightError(
      'contradictory-examples',
      `Examples ${first} and ${second} of the gap have the same input and different outputs.`,
      { hint: 'Correct one of the tests that they are from.' },
    );
  }
  const examples = [...gap.examples, ...more].map(({ input, output }) => ({ input, output }));
  const { parameters, otherInputs } = shapeOf(gap, examples[0]?.input.length);
  return { intent, structure, parameters, examples, otherInputs };
}

/** Names of the parameters, and inputs that have as many values. */
function shapeOf(
  { parameters, otherInputs }: Gap,
  arity: number | undefined,
): { readonly parameters: readonly string[]; readonly otherInputs: readonly (readonly PlainData[])[] } {
  const at = atHand.map((name) => parameters.indexOf(name)).find((index) => index !== -1);
  if (at !== undefined && (arity === undefined || arity === 1)) {
    const texts = otherInputs.flatMap((row) => (typeof row[at] === 'string' ? [[row[at]]] : []));
    return { parameters: ['text'], otherInputs: texts };
  }
  const known = arity ?? parameters.length;
  return {
    parameters: parameters.length === known ? parameters : [],
    otherInputs: otherInputs.filter((row) => row.length === known),
  };
}
