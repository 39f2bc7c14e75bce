import type { NumberExpression } from '../language/expression.ts';
import type { NumberSource } from './numberSources.ts';

const fewestRows = 3;

/** Numbers as they are, but no less or no more than a limit: the limit is what several would pass, or one at least. */
export function* clamped(
  { expression, values, cost }: NumberSource,
  targets: readonly number[],
): Generator<NumberSource> {
  const rows = values.map((value, row) => ({ value, target: targets[row] ?? 0 }));
  const kept = rows.filter(({ value, target }) => value === target);
  const raised = new Set(rows.filter(({ value, target }) => value < target).map(({ target }) => target));
  const lowered = new Set(rows.filter(({ value, target }) => value > target).map(({ target }) => target));
  if (rows.length < fewestRows || kept.length === 0 || raised.size > 1 || lowered.size > 1) return;
  if (raised.size + lowered.size === 0) return;
  let clampedExpression = expression;
  let limits = 0;
  for (const [by, [limit]] of [
    ['max', [...raised]],
    ['min', [...lowered]],
  ] as const) {
    if (limit === undefined) continue;
    // Nothing that is kept passes a limit.
    if (kept.some(({ value }) => (by === 'max' ? value < limit : value > limit))) return;
    const right: NumberExpression = { op: 'constant', value: limit };
    clampedExpression = { op: 'arithmetic', by, left: clampedExpression, right };
    limits += 0.8 + 0.15 * String(Math.abs(limit)).replace(/0+$/, '').length;
  }
  yield { expression: clampedExpression, values: targets, cost: cost + limits };
}
