import type { Piece } from '../deduce/concat.ts';
import type { Rows, Source } from '../deduce/scene.ts';
import { list as listOf, text as textOf } from '../evaluate/evaluate.ts';
import type { ListExpression, NumberExpression, TextExpression } from '../language/expression.ts';
import type { Pattern } from '../language/pattern.ts';
import { partCost, patternCost, undefinedElsewhereCost } from '../rank/cost.ts';

/** The longest word, the least number. */
const extremes = [
  ['length', true, 3],
  ['length', false, 3.3],
  ['number', true, 3.4],
  ['number', false, 3.5],
] as const;

/** Pieces that one input picks from another: the word with this number, the field that contains that text. */
export function pickedPieces(sources: readonly Source[], outputs: readonly string[], rows: Rows): Piece[] {
  const pieces: Piece[] = [];
  const consider = (expression: TextExpression, cost: number) => {
    const texts = rows.inputs.flatMap((inputs) => textOf(expression, inputs) ?? []);
    if (texts.length < rows.inputs.length || !texts.every((text, row) => text !== '' && outputs[row]?.includes(text)))
      return;
    const missing = rows.others.filter((inputs) => textOf(expression, inputs) === undefined).length;
    const penalty = rows.others.length === 0 ? 0 : (undefinedElsewhereCost * missing) / rows.others.length;
    pieces.push({ expression, texts, cost: partCost + cost + penalty });
  };
  for (const { expression: of, texts } of sources) {
    for (const { list, cost } of listsOf(of, texts)) {
      if (list.op !== 'characters') {
        const isNumeric = rows.inputs.every((inputs) => listOf(list, inputs)?.some((item) => /\d/.test(item)) === true);
        for (const [by, descending, own] of extremes) {
          // The greatest number among words without any is the first word, said in a strange way.
          if (by === 'number' && !isNumeric) continue;
          const sorted: ListExpression = { op: 'sorted', of: list, by, descending };
          consider({ op: 'item', of: sorted, at: 0 }, cost + own);
        }
      }
      for (const { expression: other } of sources) {
        if (other === of || other.op !== 'input') continue;
        const at: NumberExpression = { op: 'numberInput', column: other.column, path: other.path };
        for (const plus of [-1, 0, 1])
          consider({ op: 'itemAt', of: list, at, plus }, cost + 0.5 + 0.2 * Math.abs(plus + 1));
        consider({ op: 'itemWith', of: list, containing: other }, cost + 1);
      }
      for (const value of signsOf(texts)) {
        consider({ op: 'itemWith', of: list, containing: { op: 'literal', value } }, cost + 1.2);
      }
    }
  }
  return pieces;
}

function* listsOf(of: TextExpression, texts: readonly string[]): Generator<{ list: ListExpression; cost: number }> {
  yield { list: { op: 'characters', of }, cost: 0.6 };
  for (const name of ['word', 'letters', 'digits', 'line'] as const) {
    const pattern: Pattern = { kind: 'class', name };
    yield { list: { op: 'matches', of, pattern }, cost: 0.6 + patternCost(pattern) };
  }
  for (const by of signsOf(texts)) {
    yield { list: { op: 'split', of, by }, cost: 0.6 + patternCost({ kind: 'literal', text: by }) };
  }
}

/** The signs that all texts have. */
function signsOf(texts: readonly string[]): string[] {
  const [first = ''] = texts;
  const signs = new Set(first.slice(0, 300).match(/[^\p{L}\p{M}\d]/gu) ?? []);
  return [...signs].filter((sign) => texts.every((text) => text.includes(sign))).slice(0, 10);
}
