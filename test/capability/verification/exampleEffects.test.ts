import { expect, test } from 'vitest';
import type { Example, RunEffect, RunResult } from '#protocol';
import { differs } from '../../../src/capability/verification/checks/examples.ts';

const effects: readonly RunEffect[] = [
  { call: 'workspace.move', arguments: ['a', 'b'], result: null },
  { call: 'workspace.write', arguments: ['c', 'text'], result: null },
  { call: 'tasks.request', arguments: ['lint'], result: null },
];
const usage = { wallMs: 1, cpuMs: 1, peakHeapBytes: 1, calls: 3 };
const result: RunResult = { status: 'ok', value: 1, usage, logs: [], effects };

const cases: readonly (readonly [string, Example['effects'], string | undefined])[] = [
  ['nothing is said', undefined, undefined],
  ['all is said', { moves: { a: 'b' }, writes: { c: 'text' }, tasks: ['lint'] }, undefined],
  ['another name', { moves: { a: 'x' } }, 'it wants to write {"c":"text"}, and {} was expected'],
  [
    'another name alone',
    { moves: { a: 'x' }, writes: { c: 'text' }, tasks: ['lint'] },
    'it wants to move {"a":"b"}, and {"a":"x"} was expected',
  ],
  [
    'a task too many',
    { moves: { a: 'b' }, writes: { c: 'text' } },
    'it wants to ask for the tasks ["lint"], and [] was expected',
  ],
];

test.each(cases)('an example of effects: %s', (_, expected, reason) => {
  const example: Example = {
    name: 'one',
    input: 1,
    output: 1,
    ...(expected === undefined ? {} : { effects: expected }),
  };
  expect(differs(example, result)).toBe(reason);
});
