import { text as textOf } from '../evaluate/evaluate.ts';
import type { TextExpression } from '../language/expression.ts';
import { constantCost, partCost, undefinedElsewhereCost } from '../rank/cost.ts';
import type { Piece } from './concat.ts';
import type { Rows, Source } from './scene.ts';

const fewest = 3;
const tokens = ['word', 'letters', 'upperAlphanumeric'] as const;

/**
 * A word of the output that a word of the input stands for, learned from the examples: `Tue` for `Tuesday`. As for whole
 * tables, other inputs or examples that come again must show that these are the keys.
 */
export function lookupPieces(sources: readonly Source[], outputs: readonly string[], rows: Rows): Piece[] {
  if (outputs.length < fewest) return [];
  const words = outputs.map((output) => output.match(/[\p{L}\p{M}\d]+/gu) ?? []);
  const pieces: Piece[] = [];
  for (const key of keysOf(sources)) {
    const keys = rows.inputs.flatMap((input) => textOf(key, input) ?? []);
    if (keys.length < outputs.length || new Set(keys).size < 2) continue;
    for (const at of [0, -1, 1]) {
      const texts = words.flatMap((ofRow) => ofRow.at(at) ?? []);
      // Where a key is the word itself, nothing has to be looked up.
      if (texts.length < keys.length || texts.every((text, row) => text === keys[row])) continue;
      const table = new Map(keys.map((one, row) => [one, texts[row] ?? '']));
      if (!keys.every((one, row) => table.get(one) === texts[row])) continue;
      const others = rows.others.flatMap((input) => textOf(key, input) ?? '\0');
      const missing = others.filter((one) => !table.has(one)).length;
      if (table.size === keys.length && 2 * missing >= others.length) continue;
      const keysTold = [...table.keys()].reduce((sum, one) => sum + 0.5 * Math.min(4, constantCost(one)), 0);
      const told = [...new Set(texts)].reduce((sum, text) => sum + constantCost(text), keysTold);
      const elsewhere = others.length === 0 ? 0 : (undefinedElsewhereCost * missing) / others.length;
      const expression: TextExpression = { op: 'lookup', of: key, table: [...table] };
      pieces.push({ expression, texts, cost: partCost + 1 + told + elsewhere });
    }
  }
  return pieces;
}

/** Inputs as they are, and their first and last words. */
function* keysOf(sources: readonly Source[]): Generator<TextExpression> {
  for (const { expression } of sources) {
    if (expression.op !== 'input') continue;
    yield expression;
    for (const name of tokens) {
      for (const at of [0, -1]) {
        yield { op: 'item', of: { op: 'matches', of: expression, pattern: { kind: 'class', name } }, at };
      }
    }
  }
}
