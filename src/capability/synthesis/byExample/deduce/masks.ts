import { text as textOf } from '../evaluate/evaluate.ts';
import { charactersOf } from '../language/characters.ts';
import type { NumberExpression, TextExpression } from '../language/expression.ts';
import { constantCost, partCost } from '../rank/cost.ts';
import type { Piece } from './concat.ts';
import type { Rows, Source } from './scene.ts';

const mostKept = 4;

/**
 * A sign as often as a text, or a field of it, has characters, but for a few that stay: `a****@x.org`. Where the outputs
 * have the sign equally often, it is a constant.
 */
export function maskPieces(sources: readonly Source[], outputs: readonly string[], rows: Rows): Piece[] {
  const runs = outputs.map((output) => /([^\p{L}\p{M}\d\s])\1+/u.exec(output)?.[0] ?? '');
  const sign = runs[0]?.[0];
  if (sign === undefined || !runs.every((run) => run.startsWith(sign)) || new Set(runs).size < 2) return [];
  return sources.flatMap(({ expression: input, cost, texts }) => {
    const [first = ''] = texts;
    const delimiters = [...new Set(first.match(/[^\p{L}\p{M}\d]/gu) ?? [])].filter((by) =>
      texts.every((text) => text.includes(by)),
    );
    const fields = delimiters
      .slice(0, 6)
      .flatMap((by) => [0, -1].map((at): TextExpression => ({ op: 'item', of: { op: 'split', of: input, by }, at })));
    return [input, ...fields].flatMap((of, nth): Piece[] => {
      const lengths = rows.inputs.map((row) => charactersOf(textOf(of, row) ?? '').length);
      const kept = (lengths[0] ?? 0) - (runs[0]?.length ?? 0);
      if (kept < 0 || kept > mostKept || !lengths.every((length, row) => length - kept === runs[row]?.length))
        return [];
      const length: NumberExpression = { op: 'length', of };
      const times: NumberExpression =
        kept === 0 ? length : { op: 'arithmetic', by: '-', left: length, right: { op: 'constant', value: kept } };
      return [
        {
          expression: { op: 'repeat', of: { op: 'literal', value: sign }, times },
          texts: runs,
          cost: partCost + cost + constantCost(sign) + 0.3 * kept + (nth === 0 ? 0 : 0.6),
        },
      ];
    });
  });
}
