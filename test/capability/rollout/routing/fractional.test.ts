import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mostWeight, variantOf, type Weighted } from '../../../../src/capability/rollout/routing/fractional.ts';
import { hashOfText } from '../../../../src/capability/rollout/routing/murmur3.ts';
import { Router } from '../../../../src/capability/rollout/routing/router.ts';
import fc from '../../../support/fastCheck.ts';

/**
 * What flagd's own program in Go says: by the flag's key and the targeting key, the number of the variant for each column of
 * weights. flagd-core in JavaScript hashes UTF-16 and differs beyond ASCII, so it cannot be asked here.
 */
const ofFlagd: {
  readonly columns: readonly (readonly number[])[];
  readonly flags: Readonly<Record<string, Readonly<Record<string, string>>>>;
} = JSON.parse(readFileSync(join(import.meta.dirname, '../../../fixtures/flagd/fractional.json'), 'utf8'));

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

describe('flagd itself, in Go, gives', () => {
  test.each(Object.keys(ofFlagd.flags))('the users of the flag %s the same variants', (flag) => {
    const routers = ofFlagd.columns.map((weights) => {
      const names = weights.map((_, at) => `${at}`);
      const variants = Object.fromEntries(names.map((name) => [name, `${name}.0.0`]));
      const fractional = weights.map((weight, at): Weighted => [`${at}`, weight]);
      return new Router(flag, { state: 'ENABLED', variants, defaultVariant: '0', targeting: { fractional } });
    });
    const ours = Object.keys(ofFlagd.flags[flag] ?? {}).map((targetingKey) => [
      targetingKey,
      routers.map((router) => router.route({ targetingKey }).variant).join(''),
    ]);
    expect(Object.fromEntries(ours)).toEqual(ofFlagd.flags[flag]);
  });
});
