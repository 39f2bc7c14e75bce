import { number as numberOf, text as textOf } from '../evaluate/evaluate.ts';
import type { ListExpression, NumberExpression, Radix, TextExpression } from '../language/expression.ts';
import { partCost } from '../rank/cost.ts';
import type { Piece } from './concat.ts';
import type { NumberSource } from './numberSources.ts';
import type { Rows, Source } from './scene.ts';

/** Numbers that are written in digits of another base: `ff`, `0x1f`, the three of `#0a141e`. */
export function radixSources(sources: readonly Source[], rows: Rows): NumberSource[] {
  return sources.flatMap(({ expression: of, texts }) => {
    const made: (readonly [NumberExpression, number])[] = [];
    const add = (text: TextExpression, radix: Radix, cost: number) =>
      made.push([{ op: 'fromRadix', of: text, radix }, cost]);
    if (texts.every((text) => /^(?:#|0x)?[\da-f]+$/i.test(text)) && texts.some((text) => /[a-f#x]/i.test(text))) {
      const digits = /^(?:#|0x)/i.test(texts[0] ?? '')
        ? lastPart(of, (texts[0] ?? '').startsWith('#') ? '#' : 'x')
        : of;
      add(digits, 16, 1.2);
      const pairs: ListExpression = { op: 'matches', of: digits, pattern: { kind: 'class', name: 'hexPair' } };
      for (const at of [0, 1, 2, 3]) add({ op: 'item', of: pairs, at }, 16, 1.5);
    }
    if (texts.every((text) => /^[01]+$/.test(text))) add(of, 2, 1.4);
    if (texts.every((text) => /^0b[01]+$/.test(text))) add(lastPart(of, 'b'), 2, 1.4);
    return made.flatMap(([expression, cost]) => {
      const values = rows.inputs.flatMap((input) => numberOf(expression, input) ?? []);
      return values.length < rows.inputs.length ? [] : [{ expression, cost, values }];
    });
  });
}

function lastPart(of: TextExpression, by: string): TextExpression {
  return { op: 'item', of: { op: 'split', of, by }, at: -1 };
}

/** Of what is as long as a byte in all that is known, each is. */
function widthCost(digits: number, radix: Radix, texts: readonly string[]): number {
  const areBytes = radix === 16 && texts.every(({ length }) => length === 2);
  return areBytes ? (digits === 2 ? 0 : 0.4) : digits === 0 ? 0 : 0.2;
}

const widths = [0, 2, 4, 8];

/** Numbers of the input in digits of another base. */
export function radixPieces(numbers: readonly NumberSource[], outputs: readonly string[], rows: Rows): Piece[] {
  const pieces: Piece[] = [];
  for (const { expression: of, cost, values } of numbers.slice(0, 6)) {
    for (const radix of [16, 2, 8] as const) {
      // Small numbers are written alike in any base.
      if (!values.every((value) => Number.isInteger(value) && value >= 0) || !values.some((value) => value >= radix))
        continue;
      for (const digits of widths) {
        const plain: TextExpression = { op: 'inRadix', of, radix, digits };
        const upper: TextExpression = { op: 'casing', of: plain, to: 'upper' };
        for (const [expression, own] of [
          [plain, 0],
          [upper, 0.3],
        ] as const) {
          const texts = rows.inputs.flatMap((input) => textOf(expression, input) ?? []);
          if (texts.length < outputs.length || !texts.every((text, row) => outputs[row]?.includes(text))) continue;
          pieces.push({ expression, texts, cost: partCost + 1.2 + cost + own + widthCost(digits, radix, texts) });
        }
      }
    }
  }
  return pieces;
}
