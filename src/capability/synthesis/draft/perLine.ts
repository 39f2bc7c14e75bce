import type { Value } from '../byExample/language/expression.ts';
import type { SynthesisGap } from '../generator.ts';

/** Where the printed program begins. */
export const entry = /^export function run\(/m;

/** What a program gives for a text; null where it has no answer. */
export type Answers = (text: string) => string | null;

/** Whether the printed program may have no answer. */
export function canDecline(source: string): boolean {
  return /^export function run\(.*\): .*\| null \{$/m.test(source);
}

/** Whether the examples are of single lines: then a text of several is meant line by line. A function is what it is. */
export function isOfLines({ examples, parameters = ['text'], declared }: SynthesisGap): boolean {
  return (
    declared === undefined &&
    parameters.length <= 1 &&
    (parameters[0] ?? 'text') === 'text' &&
    examples.every(({ input, output }) => input.length === 1 && isLine(input[0]) && isLine(output)) &&
    examples.every(({ input }) => input[0] !== '')
  );
}

function isLine(value: Value | undefined): value is string {
  return typeof value === 'string' && !/[\r\n]/.test(value);
}

/** What becomes of a text of which each line is changed: empty lines, and those without an answer, stay as they are. */
export function changedLines(text: string, answers: Answers): string {
  return text
    .split(/(\r\n|[\r\n])/)
    .map((part, at) => (at % 2 === 1 || part === '' ? part : (answers(part) ?? part)))
    .join('');
}

/**
 * The program for single lines under another name, and one for texts that calls it for each line.
 * @param source exports `run({ text })`
 * @param canBeEmpty whether nothing may be left of a line
 * @param title what it does, in words
 */
export function lineByLine(source: string, canBeEmpty: boolean, title: string): string {
  if (!entry.test(source)) throw new Error('The printed program has no function `run`.');
  const call = 'changedLine({ text: part })';
  const always = canBeEmpty && !canDecline(source);
  const line = always ? call : `(${call} ${canBeEmpty ? '??' : '||'} part)`;
  return `/**
 * ${title.replaceAll('*/', '*\\/')}: in each line of the text.${always ? '' : ' Lines that are not of the form stay as they are.'}
 */
export function run({ text }: { readonly text: string }): string {
  // The line ends are parts of their own, at the odd places.
  const parts = text.split(/(\\r\\n|[\\r\\n])/);
  return parts.map((part, at) => (at % 2 === 1 || part === '' ? part : ${line})).join('');
}

${source.replace(entry, 'function changedLine(')}`;
}
