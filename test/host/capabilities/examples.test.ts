import { expect, test } from 'vitest';
import { readPackage, scaffold } from '#capability/package';
import { isCapabilityName, nameFromTitle } from '#protocol';
import { linesOfExamples } from '../../../src/host/capabilities/examples.ts';
import { starterOf } from '../../../src/host/capabilities/starter.ts';
import { failureOf, outputOf } from '../../../src/host/capabilities/testing/outcome.ts';
import { ran } from './rows.ts';

test('examples are found by their names, wherever these stand', () => {
  const text = `[\n  { "name": "a (b) \\"c\\"", "input": 1 },\n  {\n    "input": "\\"name\\": \\"d\\"",\n    "name" : "d" }\n]`;
  expect(linesOfExamples(text, ['a (b) "c"', 'd', 'none'])).toEqual(
    new Map([
      ['a (b) "c"', 1],
      ['d', 4],
    ]),
  );
});

test('a new capability is a whole one, whatever its title', () => {
  for (const title of ['Sort the lines', 'Replace {braces} “in” names', 'Äpfel zählen', 'x']) {
    expect(readPackage('my-tool', scaffold(starterOf('my-tool', title, new Date(0)))), title).toMatchObject({
      state: 'valid',
    });
  }
});

test('names are those of npm', () => {
  expect(nameFromTitle('Sort the Lines, please!')).toBe('sort-the-lines-please');
  expect(nameFromTitle('Äpfel zählen')).toBe('apfel-zahlen');
  for (const good of ['a', 'iso-dates', '@team/iso-dates', 'a1.b_c']) expect(isCapabilityName(good), good).toBe(true);
  for (const bad of ['', 'A', '../x', 'a/b', '-a', 'con', '@team/nul', 'node_modules', 'a'.repeat(215)]) {
    expect(isCapabilityName(bad), bad).toBe(false);
  }
});

test('an example that fails is told as a difference', () => {
  expect(failureOf(ran('one', true))).toBeUndefined();
  expect(failureOf(ran('one', false))).toEqual({ message: 'It is 7.', expected: '1', actual: '7' });
  const threw = { status: 'error' as const, message: 'No.', at: { line: 3, column: 5 } };
  expect(failureOf(ran('one', false, threw))).toEqual({
    ...{ message: 'It is 7.', expected: '1', actual: 'error: No.' },
    at: { line: 3, column: 5 },
  });
});

test('what a run logged and asked for is its output', () => {
  const effects = [{ call: 'workspace.read', arguments: ['a'], refused: 'not granted' }];
  expect(outputOf(ran('one', true, { logs: ['hello'], effects }))).toEqual([
    'hello',
    'workspace.read was refused: not granted',
    '1 ms, 1 ms of processor time',
  ]);
});
