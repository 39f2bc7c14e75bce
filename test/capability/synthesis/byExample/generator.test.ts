import { expect, test } from 'vitest';
import { CancelledError } from '#base';
import { byExample, questionWorthAsking, runProgram } from '#capability/synthesis';
import { budget, candidatesFor, learn } from './learn.ts';
import { loadPrinted } from './runPrinted.ts';

const example = (input: string, output: string | null) => ({ input: [input], output });

test.each([
  ['no-examples', []],
  ['contradictory-examples', [example('a', 'x'), example('b', 'y'), example('a', 'z')]],
  ['uneven-examples', [example('a', 'x'), { input: ['a', 'b'], output: 'y' }]],
])('%s is told', (code, examples) => {
  expect(() => candidatesFor({ examples })).toThrowError(expect.objectContaining({ code }));
});

test('contradictory examples are named by their numbers', () => {
  const examples = [example('a', 'x'), example('b', 'y'), example('a', 'z')];
  expect(() => candidatesFor({ examples })).toThrowError('Examples 1 and 3 have the same input and different outputs');
});

test('the same gap gives the same candidates', () => {
  const examples = [example('Ann Lee 7', 'Lee, Ann'), example('Bo Ek 31', 'Ek, Bo')];
  expect(candidatesFor({ examples })).toEqual(candidatesFor({ examples }));
});

test('a search without steps ends without candidates, one that is cancelled by an error', () => {
  const gap = { intent: '', examples: [example('Ann Lee', 'Lee')] };
  expect([...byExample.generate(gap, { steps: 0 })]).toEqual([]);
  const signal = AbortSignal.abort();
  expect(() => [...byExample.generate(gap, { ...budget, signal })]).toThrowError(CancelledError);
});

test('characters of two units and those with combining marks are not split', () => {
  const first = learn(['👍x', '👍'], ['ab', 'a'], ['e\u0301f', 'e\u0301']);
  expect([first('🎉🎉'), first('o\u0308k')]).toEqual(['🎉', 'o\u0308']);
  const last = learn(['ab', 'b'], ['uvw', 'w'], ['12', '2']);
  expect([last('a🎉'), last('ke\u0301')]).toEqual(['🎉', 'e\u0301']);
});

test('texts that are too long to search end the search, not the process', () => {
  const long = 'word '.repeat(200_000);
  expect(candidatesFor({ examples: [{ input: [long], output: 'x' }] }).every(({ cost }) => cost > 4)).toBe(true);
});

test('other inputs decide between programs that the examples do not tell apart', () => {
  const examples = [example('Item 5 (7)', '7'), example('Item 6 (81)', '81')];
  const [best] = candidatesFor({ examples, otherInputs: [['Part 3 of 4 (12)'], ['Item (9)']] });
  const answers = ['Part 3 of 4 (12)', 'Item (9)'].map((input) => best && runProgram(best.program, [input]));
  expect(answers).toEqual(['12', '9']);
});

test('the input that the likeliest programs disagree on is the one to ask about', () => {
  const candidates = candidatesFor({ examples: [example('Ann Lee', 'Lee')] });
  const question = questionWorthAsking(candidates, [['Bo Ek'], ['Zoe van May'], ['Al Om']]);
  expect(question?.at).toBe(1);
  expect(question?.answers.map(({ value }) => value)).toContain('May');
  expect(questionWorthAsking(candidates.slice(0, 1), [['Bo Ek'], ['Zoe van May']])).toBeUndefined();
});

test('programs are printed as a person would write them', async () => {
  const [best] = candidatesFor({
    intent: 'Put the last name first',
    parameters: ['name'],
    examples: [example('Ann Lee', 'Lee, Ann'), example('Bo Ek', 'Ek, Bo')],
  });
  expect(best?.source).toBe(`/**
 * Put the last name first.
 *
 * - "Ann Lee" gives "Lee, Ann"
 * - "Bo Ek" gives "Ek, Bo"
 *
 * Gives \`null\` for an input that is not of this form.
 */
export function run({ name }: { name: string }): string | null {
  const words = name.match(/\\S+/gu) ?? [];
  const lastWord = words.at(-1);
  if (lastWord === undefined) return null;
  const firstWord = words[0];
  if (firstWord === undefined) return null;
  return \`\${lastWord}, \${firstWord}\`;
}
`);
  const run = await loadPrinted(best?.source ?? '');
  expect([run({ name: 'Zoe May' }), run({ name: '' })]).toEqual(['May, Zoe', null]);
});

test('what rests on one example, and what is right on some only, says so', () => {
  const pairs = [
    ['ann@x.org', 'ann@x.org'],
    ['c@y.org', 'c@y.org'],
    ['bo', 'bo@x.org'],
  ] as const;
  const [choice] = candidatesFor({ examples: pairs.map(([input, output]) => example(input, output)) });
  expect([choice?.satisfied, choice?.caveats]).toEqual([
    3,
    ['1 of 3 examples has a branch of its own: more examples would tell.'],
  ]);
  const noise = ['kx', 'q', 'zzw', 'vv', 'p'].map((output, at) => example(`row ${'abcde'[at]}`, output));
  const rows = [example('a 1', '1'), example('b 2', '2'), example('c 3', '3'), ...noise];
  const [partial] = candidatesFor({ examples: rows });
  expect([partial?.satisfied, partial?.caveats]).toEqual([3, ['It is right on 3 of 8 examples only.']]);
});
