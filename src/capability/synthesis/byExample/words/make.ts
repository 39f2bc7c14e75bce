import type { ListExpression, Program, TextExpression } from '../language/expression.ts';
import type { Pattern, TokenClass } from '../language/pattern.ts';
import type { Wish } from './concepts.ts';

/** What the programs of requests are put together from. */

/** A program that the words of a request ask for, whatever the examples. */
export interface SaidProgram {
  readonly program: Program;
  /** Whether a text of several lines is meant line by line. */
  readonly eachLine: boolean;
}

export const input: TextExpression = { op: 'input', column: 0, path: [] };
export const ofClass = (name: TokenClass): Pattern => ({ kind: 'class', name });
export const matches = (name: TokenClass): ListExpression => ({ op: 'matches', of: input, pattern: ofClass(name) });
export const splitBy = (by: string): ListExpression => ({ op: 'split', of: input, by });

export const units = ['line', 'word', 'character'] as const;
export type Unit = (typeof units)[number];

export const parts: Readonly<Record<Unit, { readonly list: ListExpression; readonly separator: string }>> = {
  line: { list: splitBy('\n'), separator: '\n' },
  word: { list: matches('word'), separator: ' ' },
  character: { list: { op: 'characters', of: input }, separator: '' },
};

export function whole(body: TextExpression): SaidProgram {
  return { program: { gives: 'text', body }, eachLine: false };
}

export function eachLine(body: TextExpression): SaidProgram {
  return { program: { gives: 'text', body }, eachLine: true };
}

/** The units that are named, or else the likeliest. */
function unitsIn({ concepts }: Wish, otherwise: readonly Unit[] = ['line']): readonly Unit[] {
  const named = units.filter((unit) => concepts.has(unit));
  return named.length > 0 ? named.slice(0, 1) : otherwise;
}

/** What is done with the lines, words or characters, put together again. */
export function changed(
  wish: Wish,
  change: (of: ListExpression) => ListExpression,
  otherwise?: readonly Unit[],
): readonly SaidProgram[] {
  return unitsIn(wish, otherwise).map((unit) => {
    const { list, separator } = parts[unit];
    const body: TextExpression = { op: 'join', of: change(list), with: separator };
    return unit === 'line' ? whole(body) : eachLine(body);
  });
}

export const joined = (of: ListExpression, by: string): TextExpression => ({ op: 'join', of, with: by });

export function itemOf(of: ListExpression, at: number, by: Unit): SaidProgram {
  const body: TextExpression = { op: 'item', of, at };
  return by === 'line' ? whole(body) : eachLine(body);
}
