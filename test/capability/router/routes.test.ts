import { expect, it } from 'vitest';
import { createRouter } from '../../../src/capability/router/index.ts';
import type { PlainData } from '../../../src/protocol/index.ts';
import { capabilities, capability, object } from './capabilities.ts';

const router = createRouter(capabilities);
const input = { selection: 'what is selected', file: 'a.ts', workspace: '/w' };
const route = (text: string, given: PlainData = input) =>
  router.route({ text, input: given, user: { id: 'ann' }, origin: 'editor' });

const selection = 'what is selected';

it.each<[string, string, PlainData]>([
  ['convert selection to ISO', 'iso-dates', { selection, format: 'ISO' }],
  ['Convert the selection to iso.', 'iso-dates', { selection, format: 'ISO' }],
  ['turn the selected dates into ISO', 'iso-dates', { selection, format: 'ISO' }],
  ['Please convert this to german', 'iso-dates', { selection, format: 'German' }],
  ['convert "1/31/2026" to ISO', 'iso-dates', { selection: '1/31/2026', format: 'ISO' }],
  ['convert 12.5 EUR to usd', 'convert-currency', { amount: 12.5, from: 'EUR', to: 'USD' }],
  ['CONVERT   1,200 from gbp, to EUR!', 'convert-currency', { amount: 1200, from: 'GBP', to: 'EUR' }],
  ['sort the selection', 'sort-lines', { selection }],
  ['sort lines of the selected text', 'sort-lines', { selection }],
  ['sort these lines', 'sort-lines', { selection }],
  ['please sort my lines alphabetically', 'sort-lines', { selection }],
  ['slugify Hello, World!', 'slugify', { text: 'Hello, World!' }],
  ['slugify the selection', 'slugify', { text: selection }],
  ['make a slug from "Über uns"', 'slugify', { text: 'Über uns' }],
  ['could you slugify my title', 'slugify', { text: 'my title' }],
  ['list the TODO comments in the workspace', 'todo-report', { file: 'a.ts', workspace: '/w' }],
  ['list todos', 'todo-report', { file: 'a.ts', workspace: '/w' }],
  ['find all todo comments', 'todo-report', { file: 'a.ts', workspace: '/w' }],
  ['rename keys to camelcase', 'camel-case', { selection }],
  ['rename the keys of this to camel case', 'camel-case', { selection }],
  ['camel-case the keys', 'camel-case', { selection }],
  ['what is 2 + 3?', 'add-numbers', { a: 2, b: 3 }],
  ['add 2 and 3', 'add-numbers', { a: 2, b: 3 }],
  ['-4 plus 1e3', 'add-numbers', { a: -4, b: 1000 }],
  ['remove blank lines', 'remove-blank-lines', { selection }],
  ['remove the empty lines from the selection', 'remove-blank-lines', { selection }],
  ['delte empty line', 'remove-blank-lines', { selection }],
  ['remind me on 2026-05-01 to call Ann', 'remind', { day: '2026-05-01', task: 'call Ann' }],
  ['set a reminder for 2026-05-01: water the plants', 'remind', { day: '2026-05-01', task: 'water the plants' }],
  ['upper case the selection', 'upper', selection],
  ['SHOUT this', 'upper', selection],
])('%s → %s', (text, name, expected) => {
  expect(route(text)).toMatchObject({ kind: 'matched', name, input: expected });
});

it.each([
  ['add two and three', 'add-numbers', 'a is "two", not a number; b is "three", not a number.'],
  ['remind me on friday to call Ann', 'remind', 'day is "friday", which is no date.'],
  ['set reminder', 'remind', 'day is missing; task is missing.'],
  ['reformat dates', 'iso-dates', 'format is missing.'],
  ['convert money', 'convert-currency', 'amount is missing; from is missing; to is missing.'],
])('%s is for %s, but %s', (text, name, reason) => {
  expect(route(text)).toEqual({ kind: 'error', name, reason });
});

it('says that nothing is selected', () => {
  expect(route('upper case the selection', {})).toEqual({
    kind: 'error',
    name: 'upper',
    reason: 'selection is missing: nothing is selected.',
  });
});

it.each([
  ['convert', ['convert-currency', 'iso-dates']],
  ['lines', ['sort-lines', 'remove-blank-lines']],
  ['convert 12 to parsecs', ['convert-currency', 'iso-dates']],
  ['get rid of blank lines', ['remove-blank-lines']],
  ['sort the imports by length', ['sort-lines']],
  ['show me every fixme comment', ['todo-report']],
  ['remove comments', ['remove-blank-lines', 'todo-report']],
  ['rename the file', ['camel-case']],
  ['make me a sandwich', ['slugify']],
  ['format this file', ['iso-dates']],
  ['list all files', ['todo-report']],
  ['add a button to the page', ['add-numbers']],
])('%s is not clear, and the best guesses are %j', (text, names) => {
  const found = route(text);
  expect(found.kind).toBe('low_confidence');
  const guesses = found.kind === 'low_confidence' ? found.guesses.slice(0, names.length) : [];
  expect(guesses.map(({ name }) => name).sort()).toEqual([...names].sort());
});

it.each([
  ['slugify and then reverse it', 'slugify', 'reverse it'],
  ['slugify the selection, then reverse', 'slugify', 'reverse'],
  ['slugify "Über uns" and then shout it', 'slugify', 'shout it'],
  ['slugify Hello World, then shout', 'slugify', 'shout'],
  ['sort these lines and number them', 'sort-lines', 'number them'],
  ['sort these lines as well as number them', 'sort-lines', 'number them'],
  ['remove empty lines and then sort', 'remove-blank-lines', 'sort'],
  ['find all todo comments; after that frobnicate them', 'todo-report', 'frobnicate them'],
  ['add 2 and 3 and then double the result', 'add-numbers', 'double the result'],
  ['slugify the selection and sort its lines', 'slugify', 'sort its lines'],
  ['find all todo comments, afterwards colour the files', 'todo-report', 'colour the files'],
])('%s is more than %s does', (text, name, more) => {
  const reason = `${name} does a part of this only: nothing of “${more}”.`;
  expect(route(text)).toMatchObject({ kind: 'low_confidence', reason: expect.stringContaining(reason) });
});

it.each([
  ['slugify Rock and Roll', 'Rock and Roll'],
  ['slugify Next steps', 'Next steps'],
  ['slugify The old man and the sea', 'The old man and the sea'],
  ['slugify "first this, then reverse it"', 'first this, then reverse it'],
  ['make a slug from Sorted, then forgotten', 'Sorted, then forgotten'],
])('all of %s is for slugify', (request, text) => {
  expect(route(request)).toMatchObject({ kind: 'matched', name: 'slugify', input: { text } });
});

it('leaves a task that has two parts to its reminder', () => {
  const [day, task] = ['2026-05-01', 'take the bins out and wash them'];
  expect(route(`remind me on ${day} to ${task}`)).toMatchObject({ kind: 'matched', input: { day, task } });
});

it('leads to what does both steps, where there is one', () => {
  const both = capability(
    'shouted-slug',
    'Slugify and then shout it',
    ['slugify and then shout it in {text}'],
    object({ text: { type: 'string' } }),
  );
  const asked = { text: 'slugify and then shout it', input: { text: 'a b' }, user: { id: 'ann' } };
  for (const others of [
    [...capabilities, both],
    [both, ...capabilities],
  ]) {
    const found = createRouter(others).route({ ...asked, origin: 'editor' });
    expect(found).toMatchObject({ kind: 'matched', name: 'shouted-slug', input: { text: 'a b' } });
  }
});

it('does the part of a request for which a capability was chosen, and says what it left out', () => {
  const chosen = createRouter(capabilities.filter(({ name }) => name === 'slugify'));
  const request = { text: 'slugify the selection and then shout it', input, user: { id: 'ann' }, name: 'slugify' };
  expect(chosen.route({ ...request, origin: 'editor' })).toMatchObject({
    kind: 'matched',
    input: { text: selection },
    match: { unheard: ['shout it'] },
  });
});

it.each([
  ['please sort my lines alphabetically by length', ['length']],
  ['remove the 3 empty lines', ['3']],
  ['remove blank lines', undefined],
])('of %s it leaves out %j', (text, unheard) => {
  const found = route(text);
  expect(found.kind === 'matched' ? found.match.unheard : found).toEqual(unheard);
});

it.each([
  ['slugify these lines without numbers', ['these lines without numbers']],
  ['slugify "these lines"', undefined],
  ['slugify these lines', undefined],
  ['slugify Über uns', undefined],
])('of %s it takes %j as the text', (text, taken) => {
  const found = route(text);
  expect(found.kind === 'matched' ? found.match.taken : found).toEqual(taken);
});

it.each([
  'what is the weather in Berlin',
  'translate the selection to French',
  'deploy the project to production',
  'asdf qwer zxcv',
  'hello',
  'generate a unit test for this function',
  '',
  '???',
])('nothing does %j', (text) => {
  expect(route(text)).toMatchObject({ kind: 'missing_handler', guesses: [] });
});
