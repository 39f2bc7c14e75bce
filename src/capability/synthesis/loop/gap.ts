import { ToolwrightError } from '#base';
import {
  contradictionAmong,
  type ExpectedError,
  type Gap,
  type GapExample,
  type PlainData,
  type Stub,
} from '#protocol';
import { type ErrorKind, errorKinds } from '../byExample/language/expression.ts';
import type { DeclaredFunction, ExpectedFailure, SynthesisGap } from '../generator.ts';

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
    const failures = failuresOf(gap.errors ?? [], 'null');
    return { intent, structure, parameters, examples, otherInputs, failures, declared: declaredAs(stub) };
  }
  const { parameters, otherInputs } = shapeOf(gap, examples[0]?.input.length);
  return { intent, structure, parameters, examples, otherInputs };
}

/** Calls that have to end with an error which a program can be made to end with: of a class that the language has. */
export function failuresOf(
  errors: readonly ExpectedError[],
  noAnswer: 'null' | 'undefined' | 'error',
): readonly ExpectedFailure[] {
  return errors.flatMap(({ input, message, kind, unread }) => {
    if (unread || (kind !== undefined && !isErrorKind(kind))) return [];
    const unanswered = noAnswer === 'error' && message === undefined && (kind === undefined || kind === 'RangeError');
    return [
      { input, unanswered, ...(message === undefined ? {} : { message }), ...(kind === undefined ? {} : { kind }) },
    ];
  });
}

function isErrorKind(kind: string): kind is ErrorKind {
  return errorKinds.some((one) => one === kind);
}

/** What is known of a function that is to be written. */
export function declaredAs({ name, parameters, returns, async, asyncAt, documentation }: Stub): DeclaredFunction {
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
