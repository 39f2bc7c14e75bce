import { number as numberOf, text as textOf } from '../evaluate/evaluate.ts';
import type { NumberExpression, TextExpression } from '../language/expression.ts';
import { partCost } from '../rank/cost.ts';
import type { Piece } from './concat.ts';
import type { NumberSource } from './numberSources.ts';
import type { Rows, Source } from './scene.ts';

const ownCost = 0.9;

/** Numbers of the input as Roman numerals, and as ordinals: `IV`, `4th`. */
export function numeralPieces(numbers: readonly NumberSource[], outputs: readonly string[], rows: Rows): Piece[] {
  return numbers.slice(0, 6).flatMap(({ expression: of, cost }) =>
    (['roman', 'ordinal'] as const).flatMap((as): Piece[] => {
      const expression: TextExpression = { op: 'numeral', of, as };
      const texts = rows.inputs.flatMap((input) => textOf(expression, input) ?? []);
      const isThere = texts.length === outputs.length && texts.every((text, row) => outputs[row]?.includes(text));
      return isThere ? [{ expression, texts, cost: partCost + ownCost + cost }] : [];
    }),
  );
}

/** Numbers that are written as Roman numerals. */
export function romanSources(sources: readonly Source[], rows: Rows): NumberSource[] {
  return sources.flatMap(({ expression: of, texts, cost }) => {
    if (!texts.every((text) => /^[IVXLCDM]+$/i.test(text))) return [];
    const expression: NumberExpression = { op: 'fromRoman', of };
    const values = rows.inputs.flatMap((input) => numberOf(expression, input) ?? []);
    return values.length < rows.inputs.length ? [] : [{ expression, cost: cost + ownCost, values }];
  });
}
