import { number as numberOf } from '../evaluate/evaluate.ts';
import type { NumberExpression, TextExpression } from '../language/expression.ts';
import { countCost, undefinedElsewhereCost } from '../rank/cost.ts';
import type { Rows, Source } from './scene.ts';

/** A number of the input, on every known row. */
export interface NumberSource {
  readonly expression: NumberExpression;
  readonly cost: number;
  readonly values: readonly number[];
}

/** The numbers of the sources: each as a whole, and the n-th number within it. */
export function numberSourcesOf(sources: readonly Source[], rows: Rows): NumberSource[] {
  const found: NumberSource[] = [];
  const consider = (expression: NumberExpression, cost: number) => {
    const values = rows.inputs.flatMap((inputs) => numberOf(expression, inputs) ?? []);
    if (values.length < rows.inputs.length) return;
    const missing = rows.others.filter((inputs) => numberOf(expression, inputs) === undefined).length;
    const penalty = rows.others.length === 0 ? 0 : (undefinedElsewhereCost * missing) / rows.others.length;
    found.push({ expression, cost: cost + penalty, values });
  };
  for (const { expression: of, cost, texts } of sources) {
    if (of.op === 'input') consider({ op: 'numberInput', column: of.column, path: of.path }, cost);
    // A number with words around it is rather the first number than all of the text.
    const bare = texts.every((text) => /^[^\p{L}]*$/u.test(text));
    consider({ op: 'parse', of }, cost + (bare ? 0 : 0.6));
    for (const name of ['number', 'signedNumber', 'digits'] as const) {
      for (const at of [0, 1, 2, 3, -1, -2]) {
        const item: TextExpression = { op: 'item', of: { op: 'matches', of, pattern: { kind: 'class', name } }, at };
        const specific = name === 'number' ? 0.5 : name === 'digits' ? 0.7 : 0.8;
        consider({ op: 'parse', of: item }, cost + specific + countCost(at < 0 ? at : at + 1));
      }
    }
  }
  const seen = new Map<string, NumberSource>();
  for (const source of found.toSorted((a, b) => a.cost - b.cost)) {
    const key = source.values.join();
    if (!seen.has(key)) seen.set(key, source);
  }
  return [...seen.values()];
}
