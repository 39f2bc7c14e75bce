import type { Test } from '../language/expression.ts';
import { matchesOf } from '../language/pattern.ts';

/** A test about one text. */
export type TextTest = Extract<
  Test,
  { op: 'startsWith' | 'endsWith' | 'oneOf' | 'has' | 'hasAll' | 'is' | 'beginsWith' | 'finishesWith' }
>;

/** Whether the test holds for the text. */
export function isTrueOf(test: TextTest, of: string): boolean {
  switch (test.op) {
    case 'startsWith':
      return of.startsWith(test.find);
    case 'endsWith':
      return of.endsWith(test.find);
    case 'oneOf':
      return test.values.includes(of);
    case 'has':
      return matchesOf(test.pattern, of).length >= test.times;
    case 'hasAll':
      return [...test.characters].every((character) => of.includes(character));
    case 'is': {
      const [match] = matchesOf(test.pattern, of);
      return match !== undefined && match.start === 0 && match.end === of.length;
    }
    case 'beginsWith':
      return matchesOf(test.pattern, of)[0]?.start === 0;
    case 'finishesWith':
      return matchesOf(test.pattern, of).at(-1)?.end === of.length;
  }
}
