import type { TextExpression } from '../language/expression.ts';
import { constantCost } from '../rank/cost.ts';
import type { Found } from './concat.ts';

const longest = 40;
const sides = ['start', 'end'] as const;
/** Where every known text is changed, a plain slice or constant says it with less. */
const alwaysCost = 1.3;

/** What is put before or after a text that has it not yet, and what is taken from those that have it. */
export function* affixes(of: TextExpression, texts: readonly string[], outputs: readonly string[]): Generator<Found> {
  const changed = texts.flatMap((text, row) => (text === outputs[row] ? [] : [[text, outputs[row] ?? ''] as const]));
  const [first] = changed;
  if (first === undefined) return;
  const own = changed.length === texts.length ? alwaysCost : 0;
  for (const side of sides) {
    const added = affixOf(first[1], first[0], side);
    const taken = affixOf(first[0], first[1], side);
    if (added !== undefined && changed.every(([text, output]) => affixOf(output, text, side) === added)) {
      yield { expression: { op: 'ensure', of, affix: added, side }, cost: 0.8 + own + constantCost(added) };
    }
    if (taken !== undefined && changed.every(([text, output]) => affixOf(text, output, side) === taken)) {
      yield { expression: { op: 'strip', of, affix: taken, side }, cost: 1.7 + own + strippedCost(taken, side) };
    }
  }
}

/** What a text has beyond another one, at one side. */
function affixOf(long: string, short: string, side: 'start' | 'end'): string | undefined {
  const length = long.length - short.length;
  if (length <= 0 || length > longest) return undefined;
  const isRest = side === 'start' ? long.endsWith(short) : long.startsWith(short);
  const affix = side === 'start' ? long.slice(0, length) : long.slice(short.length);
  return isRest && affix.isWellFormed() ? affix : undefined;
}

/** What is cut off within a word is rather a part of that word. */
function strippedCost(affix: string, side: 'start' | 'end'): number {
  const border = affix.at(side === 'start' ? -1 : 0) ?? '';
  return (/[\p{L}\d]/u.test(border) ? 0.8 : 0.2) * constantCost(affix);
}

/** Another end for the one that all texts have, those of the other inputs too: `.js` becomes `.ts`. */
export function* changedEnds(
  of: TextExpression,
  texts: readonly string[],
  outputs: readonly string[],
  others: readonly string[],
): Generator<Found> {
  const [text = '', output = ''] = [texts[0], outputs[0]];
  let same = 0;
  while (same < text.length && text[same] === output[same]) same++;
  // A word changes as a whole.
  while (same > 0 && /[\p{L}\d]/u.test(text[same - 1] ?? '')) same--;
  const [before, after] = [text.slice(same), output.slice(same)];
  if (before === '' || after === '' || same === 0 || before.length > longest || after.length > longest) return;
  if (![...texts, ...others].every((one) => one.endsWith(before) && one.length > before.length)) return;
  if (!texts.every((one, row) => outputs[row] === one.slice(0, -before.length) + after)) return;
  const kept: TextExpression = { op: 'strip', of, affix: before, side: 'end' };
  const parts: readonly TextExpression[] = [kept, { op: 'literal', value: after }];
  yield { expression: { op: 'concat', parts }, cost: 1.7 + 0.2 * constantCost(before) + 0.7 * constantCost(after) };
}
