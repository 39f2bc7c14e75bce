import type { ExpectedFailure, SynthesisExample } from '../../generator.ts';
import type { Value } from '../language/expression.ts';

const examplesShown = 4;

interface Told {
  readonly intent: string;
  readonly examples: readonly SynthesisExample[];
  readonly failures?: readonly ExpectedFailure[];
}

/** The comment above the program: what it is for, and its first examples. */
export function documentation({ intent, examples, failures = [] }: Told, canDecline: boolean): string[] {
  const shown = examples
    .slice(0, examplesShown)
    .map(
      ({ input, output }) =>
        ` * - ${inputsOf(input)} gives ${output === null ? 'no answer' : shortened(JSON.stringify(output))}`,
    );
  const thrown = failures.slice(0, examplesShown).map(({ input, message }) => {
    const error = message === undefined ? 'an error' : `the error ${shortened(JSON.stringify(message))}`;
    return ` * - ${inputsOf(input)} ends with ${error}`;
  });
  const decline = canDecline ? [' *', ' * Gives `null` for an input that is not of this form.'] : [];
  return ['/**', ` * ${sentence(intent)}`, ' *', ...[...shown, ...thrown].map(withoutEnd), ...decline, ' */'];
}

function inputsOf(input: readonly Value[]): string {
  return input.map((value) => shortened(JSON.stringify(value))).join(', ');
}

function sentence(intent: string): string {
  const text = withoutEnd(intent.replace(/\s+/g, ' ').trim());
  if (text === '') return 'Made from examples.';
  const [first = '', ...rest] = text;
  return `${first.toUpperCase()}${rest.join('')}${/[.!?]$/.test(text) ? '' : '.'}`;
}

/** An example must not end the comment that it is in. */
function withoutEnd(line: string): string {
  return line.replaceAll('*/', '*\\/');
}

function shortened(text: string): string {
  return text.length > 90 ? `${[...text].slice(0, 87).join('')}…` : text;
}
