import { describe, expect, test } from 'vitest';
import { mostWeight, variantOf, type Weighted } from '../../../../src/capability/rollout/routing/fractional.ts';
import { hashOfText } from '../../../../src/capability/rollout/routing/murmur3.ts';
import fc from '../../../support/fastCheck.ts';

const quarters: readonly Weighted[] = ['red', 'blue', 'green', 'yellow'].map((colour) => [colour, 25]);

describe('the variant of a key', () => {
  // From core/pkg/evaluator/fractional_test.go of flagd, whose hash text is the flag's key or a seed before the e-mail.
  test.each([
    ['headerColorrachel@faas.com', 'blue'],
    ['headerColormonica@faas.com', 'yellow'],
    ['headerColorjoey@faas.com', 'red'],
    ['headerColorross@faas.com', 'blue'],
    ['my-seedrachel@faas.com', 'green'],
    ['my-seedmonica@faas.com', 'red'],
    ['my-seedjoey@faas.com', 'blue'],
    ['my-seedross@faas.com', 'green'],
    ['ross@faas.com', 'red'],
  ])('%s is that of flagd', (text, colour) => {
    expect(variantOf(hashOfText(text), quarters)).toBe(colour);
  });

  test('is none where all weights are 0', () => {
    expect(variantOf(1, [['a', 0]])).toBeUndefined();
  });

  test('is exact for sums that a double would round', () => {
    const hash = fc.integer({ min: 0, max: 2 ** 32 - 1 });
    fc.assert(
      fc.property(
        hash,
        fc.integer({ min: 1, max: mostWeight - 1 }),
        fc.integer({ min: 1, max: mostWeight }),
        (h, a, most) => {
          const sum = Math.max(a + 1, most);
          const expected = (BigInt(h) * BigInt(sum)) >> 32n < BigInt(a) ? 'a' : 'b';
          expect(
            variantOf(h, [
              ['a', a],
              ['b', sum - a],
            ]),
          ).toBe(expected);
        },
      ),
    );
  });
});
