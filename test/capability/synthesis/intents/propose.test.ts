import { expect, test } from 'vitest';
import type { JsonSchema } from '#protocol';
import { proposedIntents } from '../../../../src/capability/synthesis/intents/propose.ts';
import { textInput } from './capabilities.ts';

const withCount: JsonSchema = {
  type: 'object',
  properties: { text: { type: 'string' }, count: { type: 'integer' }, format: { enum: ['json', 'yaml', 'csv'] } },
  required: ['text', 'count'],
};
const from = (texts: readonly string[], input: JsonSchema = textInput, atHand = true) =>
  proposedIntents(
    texts.map((text) => ({ text, ...(atHand ? { input: { selection: 'x' } } : {}) })),
    input,
  );

test('a request is a way of asking, as it is and about a text that is named', () => {
  expect(from(['write names as initials'])).toEqual(['write names as initials', 'write names as initials in {text}']);
});

test('words that name a text without having one leave its place to it', () => {
  expect(from(['count the words of a text by length'])).toEqual([
    'count the words of a text by length',
    'count the words of {text} by length',
  ]);
});

test.each([
  ['convert the selection to ISO dates', 'convert {text} to ISO dates'],
  ['convert these lines to ISO dates', 'convert {text} to ISO dates'],
  ['convert the selected lines to ISO dates', 'convert {text} to ISO dates'],
  ['Please turn "24.12.2026" into an ISO date', 'Please turn {text} into an ISO date'],
  ['make this file pretty again', 'make {text} pretty again'],
])('what is at hand or quoted is a slot: %s', (request, intent) => {
  expect(from([request])[0]).toBe(intent);
});

test('signs stay where they were, and no way of asking comes twice', () => {
  expect(from(['move notes/*.md into archive'])).toEqual([
    'move notes/*.md into archive',
    'move notes/*.md into archive in {text}',
  ]);
  expect(from(['move the selection (a/b) to x-y'])[0]).toBe('move {text} (a/b) to x-y');
});

test('a slot takes any text, so its intent has two words at least that tell what is wanted', () => {
  expect(from(['sort it'])).toEqual(['sort it']);
});

test('what differs between requests is a value of the type that fits', () => {
  expect(from(['keep the first 5 lines of the file', 'keep the first 12 lines of the file'], withCount)[0]).toBe(
    'keep the first {count} lines of {text}',
  );
  expect(from(['write the table as json', 'write the table as YAML'], withCount)[0]).toBe(
    'write the table as {format}',
  );
});

test('what differs is the text itself where nothing was at hand, and else another word for the same', () => {
  const requests = ['spell the word banana backwards', 'spell the word papaya backwards'];
  expect(from(requests, textInput, false)[0]).toBe('spell the word {text} backwards');
  expect(from(requests)).not.toContain('spell the word {text} backwards');
});

test('requests that have little in common stay apart', () => {
  const intents = from(['convert dates to ISO', 'remove empty lines'], textInput, false);
  expect(intents.filter((intent) => intent.includes('{'))).toEqual(['convert dates to ISO in {text}']);
});

test('braces are no slots, and what is longer than an intent is none', () => {
  expect(from(['replace {a} by {b}'])[0]).toBe('replace a by b');
  expect(from([`shorten ${'very '.repeat(100)}long texts`])).toEqual([]);
});
