import murmurhash from 'murmurhash';
import { describe, expect, test } from 'vitest';
import { begin, hashAfter, hashOfText } from '../../../../src/capability/rollout/routing/murmur3.ts';
import fc from '../../../support/fastCheck.ts';

const utf8 = new TextEncoder();

describe('MurmurHash3 x86_32', () => {
  test('has the verification value that SMHasher publishes for it', () => {
    const hashOf = (bytes: Uint8Array, seed: number) => hashAfter(begin(bytes, seed), '') >>> 0;
    const keys = Uint8Array.from({ length: 256 }, (_, at) => at);
    const hashes = new Uint8Array(256 * 4);
    const view = new DataView(hashes.buffer);
    for (let length = 0; length < 256; length++) {
      view.setUint32(length * 4, hashOf(keys.subarray(0, length), 256 - length), true);
    }
    expect(hashOf(hashes, 0)).toBe(0xb0f57ee3);
  });

  test.each([
    ['', 0],
    ['test', 0xba6bd213],
    ['Hello, world!', 0xc0363e43],
    ['The quick brown fox jumps over the lazy dog', 0x2e4ff723],
  ])('of “%s” is the published one', (text, hash) => {
    expect(hashOfText(text)).toBe(hash);
  });

  test('of any text is that of a library over its UTF-8 bytes, lone surrogates and long texts among them', () => {
    const unit = fc.string({ unit: 'binary', minLength: 180, maxLength: 400 });
    const broken = fc.array(fc.constantFrom('a', '\ud83d', '\ude00', 'ß', '語'), { maxLength: 20 });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          unit,
          broken.map((parts) => parts.join('')),
        ),
        (text) => {
          expect(hashOfText(text)).toBe(murmurhash.v3(utf8.encode(text), 0));
          for (const key of ['', 'a', 'ab', 'abc', 'iso-dates', 'schlüssel']) {
            expect(hashAfter(begin(utf8.encode(key)), text) >>> 0).toBe(hashOfText(`${key}${text}`));
          }
        },
      ),
    );
  });
});
