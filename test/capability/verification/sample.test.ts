import { expect, test } from 'vitest';
import { spread } from '../../../src/capability/verification/sample.ts';

test('a sample is spread over all, keeps the order and is the same each time', () => {
  const items = Array.from({ length: 100 }, (_, index) => index);
  expect(spread(items, 4)).toEqual([0, 25, 50, 75]);
  expect(spread([1, 2], 4)).toEqual([1, 2]);
});
