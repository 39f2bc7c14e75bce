import { expect, test } from 'vitest';
import { present, unsavedChange } from '../../../src/host/texts/unsavedChange.ts';
import fc from '../../support/fastCheck.ts';

const text = (...characters: string[]) => fc.string({ unit: fc.constantFrom(...characters), maxLength: 12 });
/** What was taken away and what was typed share no character with the rest: it is plain where they were. */
const kept = text('a', 'b', '\n');
const taken = text('x');
const typed = text('y', 'z');

test('a place outside what was typed holds the same text as before', () => {
  fc.assert(
    fc.property(kept, taken, typed, kept, fc.nat(40), fc.nat(40), (head, old, now, tail, a, b) => {
      const saved = head + old + tail;
      const edited = head + now + tail;
      const [from, to] = [Math.min(a, b, saved.length), Math.min(Math.max(a, b), saved.length)];
      const place = present(from, to, unsavedChange(saved, edited));
      if (to <= head.length || from >= head.length + old.length) expect(place).toBeDefined();
      if (place !== undefined) expect(edited.slice(place.from, place.to)).toBe(saved.slice(from, to));
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
