import fc from 'fast-check';
import { expect, test } from 'vitest';
import { present, unsavedChange } from '../../../src/host/texts/unsavedChange.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 12 });

test('a place outside what was typed holds the same text as before', () => {
  fc.assert(
    fc.property(text, text, text, text, fc.nat(40), fc.nat(40), (head, old, now, tail, a, b) => {
      const saved = head + old + tail;
      const typed = head + now + tail;
      const [from, to] = [Math.min(a, b, saved.length), Math.min(Math.max(a, b), saved.length)];
      const place = present(from, to, unsavedChange(saved, typed));
      if (to <= head.length || from >= head.length + old.length) expect(place).toBeDefined();
      if (place !== undefined) expect(typed.slice(place.from, place.to)).toBe(saved.slice(from, to));
    }),
  );
});

test('nothing moves in a saved text', () => {
  expect(present(3, 7, unsavedChange('0123456789', '0123456789'))).toEqual({ from: 3, to: 7 });
});

test('lines below an inserted line move down', () => {
  const change = unsavedChange(['a', 'b', 'c'], ['a', 'new', 'b', 'c']);
  expect(present(0, 1, change)).toEqual({ from: 0, to: 1 });
  expect(present(2, 3, change)).toEqual({ from: 3, to: 4 });
});
