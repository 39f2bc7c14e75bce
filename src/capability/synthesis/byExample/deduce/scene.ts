import { text as textOf } from '../evaluate/evaluate.ts';
import type { TextExpression, Value } from '../language/expression.ts';

/** The rows that a search looks at: first those whose outputs are known, then some of the user's other inputs. */
export interface Rows {
  readonly inputs: readonly (readonly Value[])[];
  readonly others: readonly (readonly Value[])[];
}

/** A text that parts of the output can be taken from, on every row. */
export interface Source {
  readonly expression: TextExpression;
  readonly cost: number;
  /** One a known row. */
  readonly texts: readonly string[];
  /** Of the other rows, those that have it. */
  readonly others: readonly string[];
}

/** The source that an expression is; undefined where a known row has no value, or one is too long to search. */
export function sourceOf(expression: TextExpression, cost: number, rows: Rows): Source | undefined {
  const texts: string[] = [];
  for (const inputs of rows.inputs) {
    const value = textOf(expression, inputs);
    if (value === undefined || value.length > longest) return undefined;
    texts.push(value);
  }
  const others = rows.others.flatMap((inputs) => textOf(expression, inputs) ?? []);
  return { expression, cost, texts, others: others.filter((value) => value.length <= longest) };
}

/** Longer texts are not searched for parts: that would not be done in the time of one key stroke. */
const longest = 20_000;

/** A vector as the key of a map. */
export function keyOf(values: readonly (number | string)[]): string {
  return values.join('\u0001');
}
