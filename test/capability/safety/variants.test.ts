import { describe, expect, test } from 'vitest';
import { analyse } from '#capability/safety';
import { harmless } from './variants/harmless.ts';
import { hostile } from './variants/hostile.ts';

const errorsOf = async (source: string) =>
  (await analyse(source, { permissions: {} })).findings
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, message }) => `${rule}: ${message}`);

test('the tables hold at least 150 programs of their own', () => {
  const count = (table: object) => Object.values(table).flat().length;
  expect(count(hostile) + count(harmless)).toBeGreaterThan(150);
});

describe.each(Object.entries(hostile))('%s is blocked', (_, sources) => {
  test.each(sources)('%s', async (source) => expect(await errorsOf(source)).not.toEqual([]));
});

describe.each(Object.entries(harmless))('harmless: %s', (_, sources) => {
  test.each(sources)('%s', async (source) => expect(await errorsOf(source)).toEqual([]));
});
