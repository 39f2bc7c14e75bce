import { isDeepStrictEqual } from 'node:util';
import type { SynthesisExample } from '../generator.ts';
import { run } from './evaluate/evaluate.ts';
import type { DateForm, Program } from './language/expression.ts';

/**
 * A program that reads dates in those forms alone that its examples have them in, where one or two forms of digits are
 * enough: what is written otherwise, or with a year of two digits, is declined and not guessed. Programs that read names
 * of months, or times, stay as they are.
 */
export function narrowDates(program: Program, examples: readonly SynthesisExample[]): Program {
  if (!JSON.stringify(program).includes('"readMoment"')) return program;
  const known = examples.map(({ input }) => [input, run(program, input)] as const);
  for (const forms of choices) {
    const narrow = reading(program, forms) as Program;
    if (known.every(([input, output]) => isDeepStrictEqual(run(narrow, input), output))) return narrow;
  }
  return program;
}

/** As a program reads days and months, and the other way round: what is left open stays so. */
type Form = 'yearMonthDay' | 'eightDigits' | 'inOrder' | 'otherOrder';

const all: readonly Form[] = ['yearMonthDay', 'inOrder', 'eightDigits', 'otherOrder'];

/** One form before two. */
const choices: readonly (readonly Form[])[] = [
  ...all.map((form) => [form]),
  ...all.flatMap((one, at) => all.slice(at + 1).map((other) => [one, other])),
];

function reading(node: unknown, forms: readonly Form[]): unknown {
  if (Array.isArray(node)) return node.map((one) => reading(one, forms));
  if (typeof node !== 'object' || node === null) return node;
  const copy = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, reading(value, forms)]));
  if (!('op' in node) || node.op !== 'readMoment' || !('order' in node)) return copy;
  return { ...copy, forms: forms.map((form) => dateForm(form, node.order === 'dmy')) };
}

function dateForm(form: Form, daysFirst: boolean): DateForm {
  if (form !== 'inOrder' && form !== 'otherOrder') return form;
  return daysFirst === (form === 'inOrder') ? 'dayMonthYear' : 'monthDayYear';
}
