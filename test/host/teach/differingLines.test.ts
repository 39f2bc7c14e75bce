import { expect, test } from 'vitest';
import { differingLines } from '../../../src/host/teach/differingLines.ts';
import fc from '../../support/fastCheck.ts';

const texts = fc.array(fc.constantFrom('a', 'b', '\n', '\r\n', '😀'), { maxLength: 8 }).map((parts) => parts.join(''));

test('putting them in makes the other text, and they are whole lines', () => {
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const { start, end, text } = differingLines(before, after);
      expect(before.slice(0, start) + text + before.slice(end)).toBe(after);
      for (const at of [start, end]) expect(at === 0 || at === before.length || before[at - 1] === '\n').toBe(true);
    }),
  );
});

test('what is the same before and behind stays where it is', () => {
  const { start, end, text } = differingLines('one\ntwo\nthree\n', 'one\n2\n2\nthree\n');
  expect([start, end, text]).toEqual([4, 8, '2\n2\n']);
});
