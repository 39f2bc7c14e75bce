import { expect, test } from 'vitest';
import { type Block, sizeOf } from '../../../../src/capability/rollout/decision/blocks.ts';
import { Pairing } from '../../../../src/capability/rollout/decision/pairing.ts';
import fc from '../../../support/fastCheck.ts';

const arms = fc.array(fc.constantFrom('control', 'candidate'), { maxLength: 80 });

function blocksOf(order: readonly ('control' | 'candidate')[], fails: (at: number) => boolean): Block[] {
  const pairing = new Pairing();
  return order.map((arm, at) => pairing[arm](fails(at))).filter((block) => block !== undefined);
}

test('how large blocks are depends on no outcome, and each request is in one at most', () => {
  fc.assert(
    fc.property(arms, fc.array(fc.boolean(), { minLength: 80, maxLength: 80 }), (order, outcomes) => {
      const blocks = blocksOf(order, (at) => outcomes[at] === true);
      expect(blocks.map(sizeOf)).toEqual(blocksOf(order, () => false).map(sizeOf));
      for (const arm of ['control', 'candidate'] as const) {
        const served = order.filter((one) => one === arm).length;
        const used = blocks.reduce((sum, block) => sum + block[arm].requests, 0);
        expect(used).toBeLessThanOrEqual(served);
        const all = blocksOf(order, (at) => order[at] === arm);
        expect(all.reduce((sum, block) => sum + block[arm].errors, 0)).toBe(used);
      }
    }),
  );
});

test('a request of the rarer arm is set against waiting ones of the other, whichever arm that is', () => {
  const sizes = (rarer: 'control' | 'candidate', other: 'control' | 'candidate') =>
    blocksOf([other, other, other, other, rarer, rarer, rarer, rarer, rarer], () => false).map(sizeOf)[0];
  expect(sizes('candidate', 'control')).toEqual({ controls: 2, candidates: 1 });
  expect(sizes('control', 'candidate')).toEqual({ controls: 1, candidates: 2 });
});
