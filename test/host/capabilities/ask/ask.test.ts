import { expect, test } from 'vitest';
import type { JsonSchema, RunEffect } from '#protocol';
import {
  choicesOf,
  knownIntents,
  requestFor,
  slotsToFill,
  targetOf,
} from '../../../../src/host/capabilities/ask/intents.ts';
import { proposalOf, withReplacements } from '../../../../src/host/capabilities/ask/proposal.ts';
import { row } from '../rows.ts';

const schema: JsonSchema = {
  type: 'object',
  properties: { selection: { type: 'string' }, order: { enum: ['day-first', 'month-first'] }, by: { type: 'string' } },
};

test('intents of admitted capabilities alone are offered', () => {
  expect(knownIntents([row('a', 'admitted'), row('b', 'waiting'), row('c', 'broken')])).toEqual([
    { name: 'a', title: 'Do a', intent: 'a {selection}' },
  ]);
});

test('a slot that comes again is filled like one of its own', () => {
  const intent = 'convert {selection} from {format} to {format}';
  expect(slotsToFill(intent, schema)).toEqual(['format', 'format2']);
  const values = new Map([
    ['format', 'csv'],
    ['format2', 'json'],
  ]);
  expect(requestFor(intent, values)).toBe('convert the selection from csv to json');
});

test('a person fills the slots that the editor does not', () => {
  expect(slotsToFill('convert {order} dates in {selection} by {by}', schema)).toEqual(['order', 'by']);
  expect(choicesOf('order', schema)).toEqual(['day-first', 'month-first']);
  expect(choicesOf('by', schema)).toEqual([]);
  const oneText: JsonSchema = { type: 'object', properties: { text: { type: 'string' }, n: { type: 'integer' } } };
  expect(slotsToFill('repeat {text} {n} times', oneText), 'the one text is what is selected').toEqual(['n']);
});

test('an intent becomes a request in words', () => {
  expect(requestFor('convert {order} dates in {selection}', new Map([['order', 'day-first']]))).toBe(
    'convert day-first dates in the selection',
  );
  expect(requestFor('sort {text} of {file} in {workspace}', new Map())).toBe(
    'sort the selection of the file in the workspace',
  );
});

test.each([
  [{ selection: {} }, 'selection', 'selection'],
  [{ file: {} }, 'selection', 'file'],
  [{ file: {}, selection: {} }, 'selection', 'selection'],
  [{ text: {} }, 'file', 'file'],
  [{ workspace: {} }, 'selection', 'workspace'],
  [{}, 'file', 'workspace'],
] as const)('the answer to an input of %j asked about the %s belongs to the %s', (properties, scope, target) => {
  expect(targetOf({ type: 'object', properties }, scope)).toBe(target);
});

const wrote = (path: string, text: string, refused?: string): RunEffect => ({
  call: 'workspace.write',
  arguments: [path, text],
  ...(refused === undefined ? {} : { refused }),
});

const nothing = { writes: new Map(), moves: [], tasks: [] };

test('texts take the place of the pieces; other answers are shown', () => {
  const served = (value: never) => ({ value, effects: [] });
  expect(proposalOf(['A' as never, 'B' as never].map(served), 'a.txt')).toEqual({
    texts: ['A', 'B'],
    ...nothing,
  });
  expect(proposalOf([{ n: 1 } as never].map(served), 'a.txt')).toEqual({ data: { n: 1 }, ...nothing });
  expect(proposalOf(['A' as never, 1 as never].map(served), 'a.txt')).toEqual({ data: ['A', 1], ...nothing });
  expect(proposalOf(['A' as never].map(served), undefined)).toEqual({ data: 'A', ...nothing });
  expect(proposalOf([null as never].map(served), 'a.txt')).toEqual(nothing);
});

test('what is written last counts, and what was refused does not', () => {
  const effects = [wrote('./a.md', '1'), wrote('a.md', '2'), wrote('b.md', '3', 'not granted')];
  expect(proposalOf([{ value: null, effects }], undefined).writes).toEqual(new Map([['a.md', '2']]));
});

test('where the file itself is written, the text is a word about it', () => {
  const { texts, data } = proposalOf([{ value: 'done', effects: [wrote('a.md', '1')] }], 'a.md');
  expect({ texts, data }).toEqual({ texts: undefined, data: 'done' });
});

test('two selections that want two texts of one file are refused', () => {
  const runs = ['1', '2'].map((text) => ({ value: null, effects: [wrote('a.md', text)] }));
  expect(() => proposalOf(runs, undefined)).toThrow(expect.objectContaining({ code: 'conflicting-writes' }));
});

const moved = (from: string, to: string): RunEffect => ({
  call: 'workspace.move',
  arguments: [from, to],
  result: null,
});

test('moves and tasks of several runs are one proposal, where they want the same or other files', () => {
  const task: RunEffect = { call: 'tasks.request', arguments: ['lint'], result: null };
  const runs = [
    [moved('a', 'b'), task],
    [moved('a', 'b'), moved('c', 'd'), task],
  ].map((effects) => ({
    value: 'done',
    effects,
  }));
  expect(proposalOf(runs, 'a')).toEqual({
    ...nothing,
    moves: [
      { from: 'a', to: 'b' },
      { from: 'c', to: 'd' },
    ],
    tasks: ['lint'],
    data: ['done', 'done'],
  });
});

test.each([
  ['to two names', [moved('a', 'b')], [moved('a', 'c')]],
  ['to one name', [moved('a', 'b')], [moved('c', 'b')]],
  ['and written by another', [moved('a', 'b')], [wrote('a', '1')]],
])('a file that is moved %s is a conflict', (_, first, second) => {
  const runs = [first, second].map((effects) => ({ value: null, effects }));
  expect(() => proposalOf(runs, undefined)).toThrow(expect.objectContaining({ code: 'conflicting-writes' }));
});

test('parts of a text are replaced wherever they are', () => {
  const parts = [
    { start: 6, end: 9, text: '3' },
    { start: 0, end: 3, text: 'first' },
  ];
  expect(withReplacements('one two six', [{ start: 8, end: 11, text: '3' }, parts[1] as never])).toBe('first two 3');
  expect(withReplacements('one', [])).toBe('one');
});
