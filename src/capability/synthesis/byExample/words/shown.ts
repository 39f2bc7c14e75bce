import { run } from '../evaluate/evaluate.ts';
import type { Value } from '../language/expression.ts';
import type { SaidProgram } from './make.ts';

/** Texts that a program may be shown with, those of several lines first. */
const samples = [
  'pear\nfig\napple\nfig',
  '10 apples\n9 figs\n12 pears',
  'first\n\nsecond\n\nthird',
  'The quick brown fox',
  'big big words',
  'user_first-name',
  'parseHttpRequest',
  '  two   blanks  ',
  'one, two, three',
  'one; two; three',
  'one\ttwo\tthree',
  'one | two | three',
  'Hello, world! It is 2026.',
  '<p>Hello <b>world</b></p>',
  'ada@example.org, https://example.org/a and alan@example.org',
];
const shown = 3;

/** Examples that show what a program does, which nobody has given. */
export function shownBy({ program, eachLine: isOfLines }: SaidProgram): readonly { input: string; output: Value }[] {
  const known = samples
    .filter((sample) => !isOfLines || !sample.includes('\n'))
    .flatMap((text) => {
      const output = run(program, [text]);
      return output === undefined || output === text || output === '' || output === 0 ? [] : [{ input: text, output }];
    });
  return known.slice(0, shown);
}
