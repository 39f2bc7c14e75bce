import { expect, test } from 'vitest';
import { questionWorthAsking, runProgram, type SynthesisGap, saidInWords } from '#capability/synthesis';
import { variationsOf } from '../../../../src/capability/synthesis/byExample/ambiguity/variations.ts';
import { refuseUnchanged } from '../../../../src/capability/synthesis/byExample/examples.ts';
import { saidPrograms } from '../../../../src/capability/synthesis/byExample/words/said.ts';
import { shownBy } from '../../../../src/capability/synthesis/byExample/words/shown.ts';
import { withoutLastEnd } from '../../../../src/capability/synthesis/draft/lastEnd.ts';
import { candidatesFor } from './learn.ts';
import { loadPrinted } from './runPrinted.ts';

test.each([
  ['remove duplicate lines', 'b\na\nb', 'b\na'],
  ['keep only unique lines', 'b\na\nb', 'b\na'],
  ['sort lines', 'b\na', 'a\nb'],
  ['sort the lines by length, longest first', 'a\nccc\nbb', 'ccc\nbb\na'],
  ['sort lines in descending order', 'a\nb', 'b\na'],
  ['sort lines numerically', '10\n9', '9\n10'],
  ['sort and dedupe lines', 'b\na\nb', 'a\nb'],
  ['reverse the order of the lines', 'a\nb', 'b\na'],
  ['reverse words', 'one two', 'two one'],
  ['number the lines', 'a\nb', '1. a\n2. b'],
  ['delete blank lines', 'a\n\nb', 'a\nb'],
  ['trim whitespace', ' a ', 'a'],
  ['remove trailing whitespace', ' a ', ' a'],
  ['strip leading spaces', ' a ', 'a '],
  ['remove extra spaces', 'a   b', 'a b'],
  ['count words', 'a b\nc', 3],
  ['how many lines are there', 'a\nb', 2],
  ['make it upper case', 'ab', 'AB'],
  ['capitalize the first letter of each word', 'ab cd', 'Ab Cd'],
  ['convert to camel case', 'user_first-name', 'userFirstName'],
  ['convert camelCase to snake_case', 'userFirstName', 'user_first_name'],
  ['kebab-case', 'UserName', 'user-name'],
  ['screaming snake case', 'userName', 'USER_NAME'],
  ['join lines with commas', 'a\nb', 'a, b'],
  ['split at commas into lines', 'a, b', 'a\nb'],
  ['longest word', 'a ccc bb', 'ccc'],
  ['remove the first word', 'a b c', 'b c'],
  ['remove the last line', 'a\nb', 'a'],
  ['sum of the numbers', '1 and 2', 3],
  ['extract all email addresses', 'to a@b.org or c@d.org', 'a@b.org\nc@d.org'],
  ['strip html tags', '<p>one <i>two</i></p>', 'one two'],
  ['wrap each line in quotes', 'a', '"a"'],
  ['enumerate the lines', 'a\nb', '1. a\n2. b'],
])('“%s” is understood without an example', (intent, text, output) => {
  const [said] = saidPrograms(intent);
  expect(said && runProgram(said.program, [text])).toBe(output);
  expect(said && shownBy(said).length).toBeGreaterThan(0);
});

test.each(['sort and number the lines', 'number the lines and sort them', 'sort, and number each line'])(
  '“%s” is no wish to sort by number',
  (intent) => {
    expect(saidPrograms(intent)).toEqual([]);
  },
);

test.each(['sort names by last name', 'remove duplicate lines except comments', 'shuffle lines', ''])(
  '“%s” says more than is understood, so nothing is made of it',
  (intent) => expect(saidPrograms(intent)).toEqual([]),
);

test('words decide between programs that fit an example equally well', () => {
  const examples = [{ input: ['b\na\nb'], output: 'b\na' }];
  const bestFor = (intent: string) => candidatesFor({ intent, examples })[0];
  const given = (intent: string) => runProgram(bestFor(intent)?.program ?? { gives: 'nothing' }, ['x\ny z\nx\nq']);
  expect(given('remove duplicate lines')).toBe('x\ny z\nq');
  expect(given('remove the last line')).toBe('x\ny z\nx');
});

test('what the words ask for comes with cases that show it, and never for other inputs than a text', () => {
  const gap: SynthesisGap = { intent: 'sort lines', examples: [] };
  const [candidate] = saidInWords.generate(gap, { steps: 1 }) as Iterable<{ source: string; manifest?: unknown }>;
  expect(candidate?.manifest).toMatchObject({
    examples: [
      { name: 'shown 1', input: { text: 'pear\nfig\napple\nfig' }, output: 'apple\nfig\nfig\npear' },
      {},
      {},
      { name: 'other line ends', output: 'apple\r\nfig\r\nfig\r\npear\r\n' },
    ],
  });
  const others = [{ parameters: ['rows'] }, { examples: [{ input: ['a'], output: 'b' }] }];
  for (const other of others) expect([...(saidInWords.generate({ ...gap, ...other }, { steps: 1 }) as [])]).toEqual([]);
});

test('what ends the last line is no line, and line ends stay as they are', async () => {
  const [said] = saidPrograms('sort lines');
  const [candidate] = candidatesFor({ intent: 'sort lines', examples: [{ input: ['b\na'], output: 'a\nb' }] });
  expect(candidate?.program).toEqual(said?.program);
  const source = withoutLastEnd(candidate?.source ?? '', 'Sort lines');
  const run = await loadPrinted(source);
  expect(['b\na\n', 'b\r\na\r\n', 'b\na', '\n', ''].map((text) => run({ text }))).toEqual([
    'a\nb\n',
    'a\r\nb\r\n',
    'a\nb',
    '\n',
    '',
  ]);
});

test('examples that change nothing are asked back', () => {
  expect(() => refuseUnchanged([{ input: ['a'], output: 'a' }])).toThrow('The example changes nothing');
  refuseUnchanged([
    { input: ['a'], output: 'a' },
    { input: ['b'], output: 'B' },
  ]);
  refuseUnchanged([{ input: ['a', 'b'], output: 'a' }]);
});

test('where nothing else is known, the example itself is varied for a question; nobody is asked about the unlikely', () => {
  const examples = [{ input: ['ada lovelace'], output: 'Lovelace, A.' }];
  const found = candidatesFor({ examples });
  const variations = variationsOf(examples);
  expect(variations).toContainEqual(['lovelace ada']);
  const question = questionWorthAsking(found, variations, 1);
  expect(question?.answers.length).toBeGreaterThan(1);
  const [best] = found;
  const dear = found.map((one) => ({ ...one, cost: one === best ? 0 : 9 }));
  expect(questionWorthAsking(dear, variations, 1)).toBeUndefined();
});
