import { expect, test } from 'vitest';
import { sentences } from '../../../src/cli/output/text.ts';

test('sentences end before the next begins', () => {
  expect(sentences('It is not valid JSON', 'Mend it.')).toBe('It is not valid JSON. Mend it.');
  expect(sentences('Why?', undefined, 'So “it is.”', ' ')).toBe('Why? So “it is.”');
});
