import { number as numberOf, text as textOf } from '../evaluate/evaluate.ts';
import type { NumberExpression, TextExpression } from '../language/expression.ts';
import { partCost, undefinedElsewhereCost } from '../rank/cost.ts';
import type { Piece } from './concat.ts';
import type { Rows, Source } from './scene.ts';

const mostColumns = 6;

/**
 * What one input says about another: so many of its characters, all but those, as often as that; the text of one within
 * the other, without it or with a third in its place.
 */
export function columnPieces(sources: readonly Source[], outputs: readonly string[], rows: Rows): Piece[] {
  const inputs = sources.filter(({ expression }) => expression.op === 'input').slice(0, mostColumns);
  if (inputs.length < 2) return [];
  const pieces: Piece[] = [];
  for (const [expression, cost] of changesOf(inputs, rows)) {
    const texts = rows.inputs.flatMap((input) => textOf(expression, input) ?? []);
    if (texts.length < outputs.length || !texts.every((text, row) => outputs[row]?.includes(text))) continue;
    const missing = rows.others.filter((input) => textOf(expression, input) === undefined).length;
    const elsewhere = rows.others.length === 0 ? 0 : (undefinedElsewhereCost * missing) / rows.others.length;
    pieces.push({ expression, texts, cost: partCost + cost + elsewhere });
  }
  return pieces;
}

function* changesOf(inputs: readonly Source[], rows: Rows): Generator<readonly [TextExpression, number]> {
  for (const { expression: of } of inputs) {
    for (const { expression: other } of inputs) {
      if (other === of || other.op !== 'input') continue;
      const count: NumberExpression = { op: 'numberInput', column: other.column, path: other.path };
      if (rows.inputs.every((input) => Number.isInteger(numberOf(count, input)))) yield* counted(of, count);
      else yield* substituted(of, other, inputs);
    }
  }
}

function* counted(of: TextExpression, count: NumberExpression): Generator<readonly [TextExpression, number]> {
  for (const keep of [true, false]) {
    yield [{ op: 'take', of, count, from: 'start', keep }, 0.8];
    yield [{ op: 'take', of, count, from: 'end', keep }, 1];
  }
  yield [{ op: 'repeat', of, times: count }, 1];
}

function* substituted(
  of: TextExpression,
  find: TextExpression,
  inputs: readonly Source[],
): Generator<readonly [TextExpression, number]> {
  const without: TextExpression = { op: 'substitute', of, find, with: { op: 'literal', value: '' } };
  yield [without, 1];
  yield [{ op: 'trim', of: without }, 1.2];
  for (const { expression } of inputs) {
    if (expression !== of && expression !== find) yield [{ op: 'substitute', of, find, with: expression }, 1];
  }
}

/** A sign as often as a text has characters: what a heading is underlined with. */
export function underlinePieces(sources: readonly Source[], outputs: readonly string[], rows: Rows): Piece[] {
  const sign = /([^\p{L}\p{M}\d\s])\1/u.exec(outputs[0] ?? '')?.[1];
  if (sign === undefined) return [];
  return sources.flatMap(({ expression: of, cost }) => {
    const expression: TextExpression = {
      op: 'repeat',
      of: { op: 'literal', value: sign },
      times: { op: 'length', of },
    };
    const texts = rows.inputs.flatMap((input) => textOf(expression, input) ?? []);
    const isThere = texts.length === outputs.length && texts.every((text, row) => outputs[row]?.includes(text));
    return isThere ? [{ expression, texts, cost: partCost + cost + 1.6 }] : [];
  });
}
