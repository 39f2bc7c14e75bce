import { expect, test } from 'vitest';
import { charactersOf, isBoundary } from '../../../../src/capability/synthesis/byExample/language/characters.ts';
import fc from '../../../support/fastCheck.ts';
import { learn } from './learn.ts';

const pieces = ['a', 'é', 'e\u0301', ' ', '👩‍👩‍👧‍👦', '👍🏽', '👍', '🇩🇪', '🇫🇷', '❤️', '1️⃣', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '😀', '中', '🏳️‍🌈'];

test('characters are those that Unicode’s segmentation tells, and places are within none of them', () => {
  const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 8 }), (parts) => {
      const text = parts.join('');
      const segments = [...segmenter.segment(text)];
      expect(charactersOf(text)).toEqual(segments.map(({ segment }) => segment));
      const borders = new Set([...segments.map(({ index }) => index), text.length]);
      for (let index = 0; index <= text.length; index++) expect(isBoundary(text, index)).toBe(borders.has(index));
    }),
  );
});

test('no program splits an emoji', () => {
  expect(learn(['Ada', 'adA'])('👩‍👩‍👧‍👦 🇩🇪!')).toBe('!🇩🇪 👩‍👩‍👧‍👦');
  expect(learn(['abc', 'bc'], ['xyz', 'yz'])('👍🏽xy')).toBe('xy');
});
