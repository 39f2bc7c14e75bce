import { ToolwrightError } from '#base';
import { contradictionAmong, type Gap, type GapExample, type PlainData, type Stub } from '#protocol';
import type { DeclaredFunction, SynthesisGap } from '../generator.ts';

type KnownExample = Pick<GapExample, 'input' | 'output'>;

/** What an editor has at hand, the likeliest to be meant first. */
const atHand = ['selection', 'file'];

/**
 * What generators are told of a gap. What was at hand with a request becomes one text: the selection, or else the file.
 * @param more examples beside those of the gap
 * @throws ToolwrightError `contradictory-examples`
 */
export function synthesisGapOf(gap: Gap, more: readonly KnownExample[] = []): SynthesisGap {
  const { intent, structure } = gap;
  const contradiction = contradictionAmong([...gap.examples, ...more]);
  if (contradiction !== undefined) {
    throw new ToolwrightError('contradictory-examples', contradiction, { hint: 'Correct one of them.' });
  }
  const examples = [...gap.examples, ...more].map(({ input, output }) => ({ input, output }));
  if (gap.stub !== undefined) {
    const { stub, parameters, otherInputs } = gap;
    return { intent, structure, parameters, examples, otherInputs, declared: declaredAs(stub) };
  }
  const { parameters, otherInputs } = shapeOf(gap, examples[0]?.input.length);
  return { intent, structure, parameters, examples, otherInputs };
}

function declaredAs({ name, parameters, returns, async, asyncAt, documentation }: Stub): DeclaredFunction {
  return {
    name: name.slice(name.lastIndexOf('.') + 1),
    types: parameters.map(({ type }) => type),
    async: async || asyncAt !== undefined,
    ...(returns === undefined ? {} : { returns }),
    ...(documentation === undefined ? {} : { documentation }),
  };
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
