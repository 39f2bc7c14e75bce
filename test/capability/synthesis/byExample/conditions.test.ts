import { expect, test } from 'vitest';
import type { Value } from '#capability/synthesis';
import { candidatesFor } from './learn.ts';

type Row = readonly [...Value[], Value];

/** The statements of the best program. */
function statements(rows: readonly Row[]): string {
  const examples = rows.map((row) => ({ input: row.slice(0, -1), output: row.at(-1) ?? null }));
  const source = candidatesFor({ examples })[0]?.source ?? '';
  const lines = source.slice(source.indexOf('export function')).split('\n');
  return lines
    .slice(1, lines.indexOf('}'))
    .map((line) => line.trim())
    .join(' ');
}

const both = [false, true];

function truthTable(of: (a: boolean, b: boolean) => boolean): Row[] {
  return both.flatMap((a) => both.map((b): Row => [a, b, of(a, b)]));
}

const fourOf = (a: boolean, b: boolean, c: boolean, d: boolean) => (d ? !b : c && !a && !b);

/** What is learned, as a person would write it. */
const written: readonly (readonly [what: string, rows: readonly Row[], code: string])[] = [
  [
    'not',
    [
      [true, false],
      [false, true],
    ],
    'return !text;',
  ],
  ['and', truthTable((a, b) => a && b), 'return first && second;'],
  ['or', truthTable((a, b) => a || b), 'return first || second;'],
  ['one without the other', truthTable((a, b) => b && !a), 'return !first && second;'],
  ['alike', truthTable((a, b) => a === b), 'return first === second;'],
  ['either, but not both', truthTable((a, b) => a !== b), 'return first !== second;'],
  [
    'four conditions',
    both.flatMap((a) =>
      both.flatMap((b) => both.flatMap((c) => both.map((d): Row => [a, b, c, d, fourOf(a, b, c, d)]))),
    ),
    'return !second && (fourth || (!first && third));',
  ],
  [
    'a limit, not what can be divided',
    [
      [18, true],
      [17, false],
      [40, true],
    ],
    'return text >= 18;',
  ],
  [
    'the same number, not the same digits',
    [
      [1, 1, true],
      [1, 2, false],
      [12, 21, false],
    ],
    'return first === second;',
  ],
  [
    'from one number to another',
    [
      [5, 1, 10, true],
      [0, 1, 10, false],
      [11, 1, 10, false],
      [1, 1, 10, true],
      [10, 1, 10, true],
    ],
    'return first >= second && third >= first;',
  ],
  [
    'one of two words',
    [
      ['car', true],
      ['truck', true],
      ['bike', false],
      ['skate', false],
    ],
    "return ['car', 'truck'].includes(text);",
  ],
  [
    'yes or no as words',
    [
      [true, 'on'],
      [false, 'off'],
    ],
    "if (text) return 'on'; return 'off';",
  ],
  [
    'how many items there are',
    [
      [[], true],
      [['a'], false],
      [['b', 'c'], false],
    ],
    'return text.length === 0;',
  ],
];

test.each(written)('%s', (_, rows, code) => {
  expect(statements(rows)).toBe(code);
});

test('leap years, by the examples that people give of them', () => {
  const years = [2015, 1970, 1996, 1960, 2100, 1900, 2000, 2400, 1800];
  const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const code = statements(years.map((year): Row => [year, isLeap(year)]));
  expect(code.match(/% \d+/g)?.toSorted()).toEqual(['% 100', '% 4', '% 400']);
});

test('what fizzes and buzzes, by the first fifteen numbers', () => {
  const said = (n: number) => (n % 3 === 0 ? 'Fizz' : '') + (n % 5 === 0 ? 'Buzz' : '') || String(n);
  const rows = Array.from({ length: 15 }, (_, at): Row => [at + 1, said(at + 1)]);
  const code = statements(rows);
  expect(code).toContain("return 'FizzBuzz'");
  expect(code).not.toMatch(/[<>]|=== 15/);
});

test('all letters of the alphabet', () => {
  const code = statements([
    ['the quick brown fox jumps over the lazy dog', true],
    ['a quick movement of the enemy will jeopardize five gunboats', false],
    ['"Five quacking Zephyrs jolt my wax bed."', true],
    ['', false],
  ]);
  expect(code).toContain("'abcdefghijklmnopqrstuvwxyz'");
});
