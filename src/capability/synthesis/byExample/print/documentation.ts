import type { SynthesisExample } from '../../generator.ts';

const examplesShown = 4;

/** The comment above the program: what it is for, and its first examples. */
export function documentation(
  { intent, examples }: { readonly intent: string; readonly examples: readonly SynthesisExample[] },
  canDecline: boolean,
): string[] {
  const shown = examples.slice(0, examplesShown).map(({ input, output }) => {
    const from = input.map((value) => shortened(JSON.stringify(value))).join(', ');
    return ` * - ${from} gives ${output === null ? 'no answer' : shortened(JSON.stringify(output))}`;
  });
  const decline = canDecline ? [' *', ' * Gives `null` for an input that is not of this form.'] : [];
  return ['/**', ` * ${sentence(intent)}`, ' *', ...shown.map(withoutEnd), ...decline, ' */'];
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
