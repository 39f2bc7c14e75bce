import { expect, test } from 'vitest';
import { guardErrors } from '#capability/safety';
import { guardedEnd } from '#capability/verification';
import type { RunResult } from '#protocol';

const ended = (message: string): RunResult => ({
  status: 'error',
  message,
  usage: { wallMs: 1, cpuMs: 1, peakHeapBytes: 1, calls: 0 },
  logs: [],
  effects: [],
});

test.each([
  [guardErrors.output, 'invalid-output'],
  [guardErrors.budget, 'timeout'],
  [guardErrors.memory, 'out-of-memory'],
])('%s means %s', (name, status) => {
  expect(guardedEnd(ended(`${name}: it was too much`))).toMatchObject({ status, message: 'it was too much' });
});

test('what the code itself throws stays an error', () => {
  expect(guardedEnd(ended('RangeError: no such month'))).toEqual(ended('RangeError: no such month'));
  expect(guardedEnd(ended(`${guardErrors.input}: text must be string.`)).status).toBe('error');
});
