import { expect, test, vi } from 'vitest';
import { sampleInput, wholeInput } from '../../../../src/host/gaps/generation/askForExamples.ts';
import { isPressing } from '../../../../src/host/gaps/generation/offers.ts';
import { rowsOf } from '../../../../src/host/gaps/generation/summary.ts';
import { endText, generationDocument } from '../../../../src/host/gaps/generation/texts.ts';
import { gap } from '../samples.ts';
import { generated, generation } from './samples.ts';

vi.mock('vscode', () => import('../../fakes/vscode.ts'));

const labels = (of: Parameters<typeof rowsOf>[0]) => rowsOf(of).map(({ label }) => label);

test('what may run can be kept; what was tried stands below', () => {
  const found = generation({ best: generated({ caveats: ['One of its cases rests on $(x) a single example.'] }) });
  expect(endText(found)).toBe('initials: STANDARD passed at a risk of 12. It fits 2 of 2 examples.');
  expect(rowsOf(found).map(({ label, description = '' }) => [label, description])).toEqual([
    ['$(save) Keep…', 'initials'],
    ['$(preview) Open Report', ''],
    ['$(code) Show the Program', ''],
    ['$(discard) Discard', ''],
    ['Doubts', ''],
    ['$(warning) One of its cases rests on $ (x) a single example.', ''],
    ['What was tried', ''],
    ['$(circle-slash) template 1: case', 'wrong on examples: example 1: it came to "a"'],
    ['$(pass) by-example 1', 'taken'],
  ]);
});

test('a doubt that is too long for a row goes on in the next ones, word for word', () => {
  const doubt = `It was learned from ${'very '.repeat(40)}few examples.`;
  const rows = labels(generation({ best: generated({ caveats: [doubt] }) })).filter((label) =>
    /warning|blank/.test(label),
  );
  expect(rows.map((row) => row.replace(/^\$\(\w+\) /, '')).join(' ')).toBe(doubt);
  expect(rows.map((row) => row.startsWith('$(warning) '))).toEqual([true, false, false, false]);
  expect(Math.max(...rows.map(({ length }) => length))).toBeLessThan(85);
});

test('where likely programs differ, the input that tells most can be answered', () => {
  const question = { input: ['Grace Brewster Hopper'], answers: ['Hopper', 'Brewster Hopper', null] };
  const row = rowsOf(generation({ best: generated({ question }) })).find(({ choice }) => choice === 'answer');
  expect([row?.label, row?.description]).toEqual([
    '$(question) Say what should become of “Grace Brewster Hopper”…',
    '“Hopper” / “Brewster Hopper” / no answer: stays as it is',
  ]);
});

test('the best of what does not do can be looked at, and not kept', () => {
  const best = generated({ standing: 'rejected', satisfied: 1, reason: 'examples: 1 of 2 came to something else.' });
  const tried = generation({ ended: 'exhausted', best });
  expect(endText(tried)).toBe('No program that may run was found. 2 programs were tried.');
  expect(labels(tried).slice(0, 3)).toEqual(['$(preview) Open Report', '$(code) Show the Program', '$(discard) Close']);
});

test('what asking a language model has cost is told, whatever came of it', () => {
  const usage = { model: 'Scripted $(x)', asked: 2, inputTokens: 1200, outputTokens: 34 };
  const tried = generation({ ended: 'exhausted', usage });
  expect(labels(tried).at(-1)).toBe('$(sparkle) Scripted $ (x) was asked 2 times, for 1,234 tokens');
  expect(generationDocument(tried, undefined)).toContain('was asked 2 times\\, for 1\\,234 tokens');
});

test('nothing found: what failed is named, and what helps', () => {
  const failures = [{ generator: 'language-model', message: 'It is not allowed.', hint: 'Allow it.' }];
  const nothing = generation({ ended: 'exhausted', attempts: [], failures });
  expect(endText(nothing)).toBe('No program that may run was found. Give an example of what is wanted.');
  expect(labels(nothing)).toEqual([
    '$(preview) Open Report',
    '$(discard) Close',
    'What was tried',
    '$(error) language-model',
  ]);
});

test('the document has the program in a fence that it cannot close, and words of others as they are', () => {
  const { draft } = generated();
  const best = generated({ draft: { ...draft, source: "const fence = '```';\n[x](command:evil)\n" } });
  const attempts = [
    {
      generator: 'template',
      nth: 1,
      rejected: { gate: 'types' as const, reasons: ['[a](command:b)'] },
      milliseconds: 1,
    },
  ];
  const text = generationDocument(generation({ best, attempts }), '# the report');
  expect(text).toContain("````ts\nconst fence = '```';\n[x](command:evil)\n````");
  expect(text).toContain('1. template');
  expect(text.replace(/````ts[\s\S]*?````/, '')).not.toContain('](command');
  expect(text.endsWith('# the report\n')).toBe(true);
});

test('a gap is pressing by requests × people, unless somebody has said that nothing is to be done', () => {
  const asked = gap({ source: 'requests', frequency: 2, users: 2 });
  expect(isPressing(asked, 4)).toBe(true);
  expect(isPressing(asked, 5)).toBe(false);
  expect(isPressing({ ...asked, ignored: { person: 'ann', reason: 'no', at: '' } }, 4)).toBe(false);
  expect(isPressing({ ...asked, contradictions: [[0, 1]] }, 4)).toBe(false);
  expect(isPressing(gap({ frequency: 9, users: 9 }), 4)).toBe(false);
});

test('an example is asked for by a line of what was selected that fits into the question', () => {
  const parameters = ['file', 'selection'];
  const row = (selection: string) => ['all of it', selection];
  expect(sampleInput(gap({ parameters, otherInputs: [row('\n\nAda\r\nBob')] }))).toBe('Ada');
  expect(sampleInput(gap({ parameters, otherInputs: [row('x'.repeat(200)), row('b')] }))).toBe('b');
  expect(sampleInput(gap({ parameters, otherInputs: [row('')] }))).toBeUndefined();
  expect(sampleInput(gap({ parameters: ['data'], otherInputs: [[{ a: 1 }]] }))).toBeUndefined();
  expect(wholeInput(gap({ parameters, otherInputs: [row('Ada\n'), row('a\r\nb\r\n')] }))).toBe('a\r\nb\r\n');
  expect(wholeInput(gap({ parameters, otherInputs: [row(`a\n${'x'.repeat(30_000)}`)] }))).toBeUndefined();
});
