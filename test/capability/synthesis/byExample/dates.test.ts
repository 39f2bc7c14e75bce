import { expect, test } from 'vitest';
import { questionWorthAsking } from '#capability/synthesis';
import { variationsOf } from '../../../../src/capability/synthesis/byExample/ambiguity/variations.ts';
import { candidatesFor, learn } from './learn.ts';

test.each([
  ['2026-01-05', 'Mon, 5 January 2026', '1999-12-31', 'Fri, 31 December 1999'],
  ['10.12.1815', '1815-12-10', '1.2.2015', '2015-02-01'],
  ['3/4/2026', '2026-03-04', '12/25/2026', '2026-12-25'],
  ['Jan 5, 2026', '05/01/2026', 'Dec 25, 2027', '25/12/2027'],
  ['2026-01-05', '5th of January', '2026-02-28', '28th of February'],
])('one date tells how all are written: %s as %s', (input, output, other, expected) => {
  expect(learn([input, output])(other)).toBe(expected);
});

test('whether the day or the month comes first is asked, where an example leaves it open', () => {
  const examples = [{ input: ['3/3/2026'], output: '2026-03-03' }];
  const inputs = variationsOf(examples);
  const question = questionWorthAsking(candidatesFor({ examples }), inputs);
  expect(inputs[question?.at ?? 0]).toEqual(['4/5/2026']);
  const answers = question?.answers.slice(0, 2).map(({ value }) => value);
  expect(answers).toEqual(['2026-05-04', '2026-04-05']);
});

test('dates are read as the examples have them: another form, a year of two digits and a day that there is not are declined', () => {
  const iso = learn(['24.12.2026', '2026-12-24'], ['1.2.2027', '2027-02-01']);
  expect(
    ['3.4.2028', '99.99.2026', '29.2.2027', '1.1.26', '5 May 2026', '2026-12-24'].map((text) => iso(text)),
  ).toEqual(['2028-04-03', ...[null, null, null, null, null]]);
});

test('of the ways to read dates those are printed that the examples have', () => {
  const one = { input: ['24.12.2026'], output: '2026-12-24' };
  const sourceOf = (...more: readonly (typeof one)[]) => candidatesFor({ examples: [one, ...more] })[0]?.source ?? '';
  expect(sourceOf().split('\n').length).toBeLessThan(50);
  expect(sourceOf({ input: ['2027-02-01'], output: '2027-02-01' })).toContain(
    'dateWritten(text, yearMonthDay, 1) ?? dateWritten(text, dayMonthYear, 1)',
  );
});
