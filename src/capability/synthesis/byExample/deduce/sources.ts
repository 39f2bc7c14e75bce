import { valueAt } from '../evaluate/value.ts';
import type { TextExpression, Value } from '../language/expression.ts';
import { type Rows, type Source, sourceOf } from './scene.ts';

/** The texts and numbers of the inputs, also those within records and arrays, and simple clean-ups of them. */
export function sourcesOf(rows: Rows, outputs: readonly string[]): Source[] {
  const inputs = leavesOf(rows.inputs).map((leaf): TextExpression => ({ op: 'input', ...leaf }));
  const plain = inputs
    .flatMap((input) => sourceOf(input, costOf(input, rows), rows) ?? [])
    .filter((one) => isText(one, rows, outputs));
  return [...plain, ...plain.flatMap((source) => cleaned(source, rows, outputs))];
}

const firstItemCost = 0.8;

/** The first of items, of which there are not as many everywhere, is seldom all that counts. */
function costOf(input: TextExpression, { inputs }: Rows): number {
  return input.op === 'input' && isItemOfSome(inputs, input.column, input.path) ? firstItemCost : 0;
}

/** Whether a place is within an array that has not as many items everywhere. */
export function isItemOfSome(inputs: readonly (readonly Value[])[], column: number, path: readonly string[]): boolean {
  return path.some((_, depth) => {
    const sizes = inputs.flatMap((row) => {
      const value = valueAt(row[column], path.slice(0, depth));
      return Array.isArray(value) ? [value.length] : [];
    });
    return new Set(sizes).size > 1;
  });
}

/** Yes or no is a text only where outputs say it in words. */
function isText({ expression, texts }: Source, { inputs }: Rows, outputs: readonly string[]): boolean {
  if (expression.op !== 'input') return true;
  const { column, path } = expression;
  if (!inputs.some((input) => typeof valueAt(input[column], path) === 'boolean')) return true;
  return outputs.length > 0 && texts.every((text, row) => outputs[row]?.toLowerCase().includes(text));
}

export interface Leaf {
  readonly column: number;
  readonly path: readonly string[];
}

const mostLeaves = 24;

/** The places of the inputs that hold a text, number, or yes or no in every row. */
export function leavesOf(inputs: readonly (readonly Value[])[]): Leaf[] {
  const [first = []] = inputs;
  const leaves: Leaf[] = [];
  const visit = (value: Value | undefined, column: number, path: readonly string[]): void => {
    if (leaves.length >= mostLeaves) return;
    if (typeof value !== 'object' || value === null) leaves.push({ column, path });
    else if (Array.isArray(value) && value.length > 1 && isItemOfSome(inputs, column, [...path, '0']))
      visit(value[0], column, [...path, '0']);
    else
      for (const name of Object.keys(value))
        visit((value as Readonly<Record<string, Value>>)[name], column, [...path, name]);
  };
  for (const [column, value] of first.entries()) visit(value, column, []);
  return leaves;
}

/** The source without what no output has: white space around it, repeated white space, a sign. */
function cleaned(source: Source, rows: Rows, outputs: readonly string[]): Source[] {
  const { expression: of, texts } = source;
  const made: TextExpression[] = [];
  const some = (test: (text: string) => boolean) => [...texts, ...source.others].some(test);
  if (some((text) => text !== text.trim())) made.push({ op: 'trim', of });
  if (some((text) => /\s{2}/.test(text.trim())) && !outputs.some((text) => /\s{2}/.test(text))) {
    made.push({ op: 'squeeze', of });
  }
  const signs = new Set(texts.flatMap((text) => text.match(/[^\p{L}\p{M}\d]/gu) ?? []));
  for (const sign of [...signs].slice(0, 8)) {
    if (outputs.some((output) => output.includes(sign))) continue;
    // One at a border is cut off by any slice.
    if (!some((text) => text.slice(1, -1).includes(sign))) continue;
    made.push({ op: 'replace', of, find: { kind: 'literal', text: sign }, with: '' });
  }
  const absent = [...signs].filter((sign) => sign.trim() !== '' && !outputs.some((output) => output.includes(sign)));
  if (absent.length > 1 && absent.length < 10) {
    made.push({ op: 'replace', of, find: { kind: 'oneOf', characters: absent.join('') }, with: '' });
  }
  made.push(...masked(of, texts, outputs));
  return made.flatMap((expression) => sourceOf(expression, expression.op === 'squeeze' ? 1.3 : 1.4, rows) ?? []);
}

const maskable = ['digit', 'letter', 'lowerLetter'] as const;

/** With a sign in the place of each digit or letter, where outputs have several of a sign that no text has. */
function masked(of: TextExpression, texts: readonly string[], outputs: readonly string[]): TextExpression[] {
  const sign = /([^\p{L}\p{M}\d\s])\1/u.exec(outputs.join('\n'))?.[1];
  if (sign === undefined || texts.some((text) => text.includes(sign))) return [];
  return maskable.map((name) => ({ op: 'replace', of, find: { kind: 'class', name }, with: sign }));
}
