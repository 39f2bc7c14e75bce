import type { SynthesisExample } from '../../generator.ts';
import type { Program, Value } from '../language/expression.ts';
import { brokenness } from './wholeness.ts';

const strangeCost = 2.5;
const emptyCost = 4;
const unchangedCost = 2;

/**
 * What a program's answers on the user's other inputs cost: where the known outputs all look alike (`5.1`, `3.5`), an
 * answer that looks different (`2000`) speaks against the program, and so does an empty one where none is known, and a
 * text left as it is that looks like those that are changed.
 * @param answers one for each of `others`; undefined is no answer
 */
export function strangeness(
  examples: readonly SynthesisExample[],
  others: readonly (readonly Value[])[],
  answers: readonly (Value | undefined)[],
): number {
  const outputs = examples.map(({ output }) => output);
  const known = outputs.filter((output) => output !== null);
  if (others.length === 0 || known.some((output) => typeof output !== 'string')) return 0;
  const shapes = new Set(known.map((output) => shapeOf(String(output))));
  const weight = known.length < 2 ? 0 : strangeCost * (1 - shapes.size / (known.length + 1));
  const share = (test: (answer: Value | undefined) => boolean) => answers.filter(test).length / answers.length;
  const strange = share((answer) => typeof answer === 'string' && !shapes.has(shapeOf(answer)));
  const empty = known.includes('') ? 0 : share((answer) => answer === '');
  const declined = known.length < outputs.length ? 0 : share((answer) => answer === undefined);
  const broken = brokenness(examples, others, answers);
  const unchanged = unchangedShare(examples, others, answers);
  return weight * strange + emptyCost * empty + emptyCost * declined + unchangedCost * unchanged + broken;
}

/**
 * Where every known text gets another look (`a=1` becomes `1`): the share of the others with the look that the known ones
 * had (`c=3`) that stay as they are.
 */
function unchangedShare(
  examples: readonly SynthesisExample[],
  others: readonly (readonly Value[])[],
  answers: readonly (Value | undefined)[],
): number {
  const shapes = new Set<string>();
  for (const { input, output } of examples) {
    const text = onlyText(input);
    if (text === undefined || shapeOf(text) === shapeOf(String(output))) return 0;
    shapes.add(shapeOf(text));
  }
  let alike = 0;
  let unchanged = 0;
  for (const [row, other] of others.entries()) {
    const text = onlyText(other);
    if (text === undefined || !shapes.has(shapeOf(text))) continue;
    alike++;
    if (answers[row] === text) unchanged++;
  }
  return alike === 0 ? 0 : unchanged / alike;
}

function onlyText(input: readonly Value[]): string | undefined {
  const [text] = input;
  return input.length === 1 && typeof text === 'string' ? text : undefined;
}

/** The runs of digits, words and signs of a text; how many words in a row does not matter. */
function shapeOf(text: string): string {
  return text
    .replace(/\d+/g, '0')
    .replace(/[\p{L}\p{M}]+/gu, 'a')
    .replace(/\s+/g, ' ')
    .replace(/a(?: a)+/g, 'a');
}

/** How many of the parameters a program does not look at. */
export function unusedInputs(program: Program, count: number): number {
  if (count < 2) return 0;
  const used = new Set<number>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if ('column' in node && typeof node.column === 'number') used.add(node.column);
    for (const child of Object.values(node)) visit(child);
  };
  visit(program);
  return count - used.size;
}
