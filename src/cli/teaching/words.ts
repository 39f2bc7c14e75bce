import type { TaughtQuestion } from '#protocol';
import { counted } from '../output/text.ts';

/** Lines that are told one by one; the document of --json has them all. */
const linesTold = 10;
const answersTold = 3;

/** What single inputs are: lines of a text, items of a JSON document, cells of a column, or all of it. */
export type Unit = 'line' | 'item' | 'cell' | 'whole';

/** A line, item or cell for which a program has no answer. */
export interface FailedLine {
  /** 1-based; 1 for a whole text. Of a cell, the line that it begins on. */
  readonly line: number;
  readonly input: string;
  /** What is known beside that; where it is left out, the program has no answer. */
  readonly why?: string;
}

/** What is said of inputs that stay as they are. */
export function failureLines(file: string, failed: readonly FailedLine[], unit: Unit): string[] {
  const reason = (why: string | undefined, what: string) => why ?? `There is no answer for ${what}`;
  if (unit === 'whole')
    return failed.map(({ why }) => `${reason(why, `the whole of ${file}`)}; ${file} stays as it is.`);
  const placed = (at: number) => (unit === 'item' ? `${file}, item ${at}` : `${file}:${at}`);
  const told = failed
    .slice(0, linesTold)
    .map(({ line, input, why }) => `${placed(line)}: ${reason(why, shown(input))}; it stays as it is.`);
  const more = failed.length - told.length;
  return more > 0 ? [...told, `${counted(more, `more ${unit}`)} of ${file} had no answer.`] : told;
}

/** What is unclear, and how to make it clear. */
export function questionLine({ at, input, answers }: TaughtQuestion, arrow: string, unit: Unit): string {
  const places = {
    whole: 'All of it',
    line: `Line ${at + 1}`,
    item: `Item ${at + 1}`,
    cell: `The cell of line ${at + 1}`,
  };
  const what = places[unit];
  const texts = answers.slice(0, answersTold).flatMap((answer) => (answer === null ? [] : shown(answer)));
  const become = texts.length === 0 ? [] : [`become ${listed(texts)}`];
  const stay = answers.slice(0, answersTold).includes(null) ? ['stay as it is'] : [];
  const choices = answers[0] === null ? [...stay, ...become] : [...become, ...stay];
  return `${what} would ${choices.join(' or ')}. If the first is not right, give one more example: --example ${shown(`${input}${arrow}…`)}`;
}

/** `a, b or c`. */
function listed(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join() : `${texts.slice(0, -1).join(', ')} or ${texts.at(-1)}`;
}

/** On one line, and not too long for it. */
function shown(text: string): string {
  const characters = [...text];
  return JSON.stringify(characters.length > 60 ? `${characters.slice(0, 59).join('')}…` : text);
}
