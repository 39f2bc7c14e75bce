import { rangeOf } from '../evaluate/position.ts';
import type { TextExpression } from '../language/expression.ts';
import { matchesOf } from '../language/pattern.ts';
import type { Source } from './scene.ts';

const borderCost = 2;

export type Range = readonly [start: number, end: number];

/**
 * What it costs that a part of the text stands between other signs on the user's other inputs than on the known rows:
 * a number that is in brackets each time is rather "what is in the brackets" than "the second number", if the second
 * number of another input is not.
 */
export function strangeBorders(
  source: Source,
  ranges: readonly (Range | undefined)[],
  from: readonly number[],
  to: readonly number[],
): number {
  if (source.others.length === 0) return 0;
  const before = shared(source.texts.map((text, row) => borderBefore(text, from[row] ?? 0)));
  const after = shared(source.texts.map((text, row) => borderAfter(text, to[row] ?? 0)));
  if (before === undefined && after === undefined) return 0;
  let strange = 0;
  for (const [row, text] of source.others.entries()) {
    const range = ranges[row];
    if (range === undefined) continue;
    if (before !== undefined && borderBefore(text, range[0]) !== before) strange++;
    if (after !== undefined && borderAfter(text, range[1]) !== after) strange++;
  }
  return (borderCost * strange) / source.others.length;
}

function shared(borders: readonly string[]): string | undefined {
  const [first] = borders;
  return borders.every((border) => border === first) ? first : undefined;
}

/** The sign before a place, or what kind of character it is; letters and digits of any value are alike. */
function borderBefore(text: string, index: number): string {
  return kindOf(text[index - 1]);
}

function borderAfter(text: string, index: number): string {
  return kindOf(text[index]);
}

function kindOf(character: string | undefined): string {
  if (character === undefined) return '';
  if (/\d/.test(character)) return '0';
  if (/[\p{L}\p{M}]/u.test(character)) return 'a';
  return /\s/.test(character) ? ' ' : character;
}

/** Where an expression takes its part from in each of the user's other inputs. */
export function rangesElsewhere({ others }: Source, expression: TextExpression): (Range | undefined)[] {
  return others.map((text) => rangeIn(expression, text));
}

/** Where in the text of its source an expression takes its part from; undefined where it takes none, or not one part. */
function rangeIn(expression: TextExpression, text: string): Range | undefined {
  if (expression.op === 'slice') return rangeOf(expression.from, expression.to, text);
  if (expression.op !== 'item') return undefined;
  const { of, at } = expression;
  if (of.op === 'matches') {
    const match = matchesOf(of.pattern, text).at(at);
    return match && [match.start, match.end];
  }
  if (of.op !== 'split') return undefined;
  const parts = text.split(of.by);
  const index = at < 0 ? parts.length + at : at;
  const part = parts[index];
  if (part === undefined) return undefined;
  const start = parts.slice(0, index).reduce((sum, one) => sum + one.length + of.by.length, 0);
  return [start, start + part.length];
}
