import { describe, expect, test } from 'vitest';
import { type Block, sizeOf } from '../../../../src/capability/rollout/decision/blocks.ts';
import { Pairing } from '../../../../src/capability/rollout/decision/pairing.ts';
import fc from '../../../support/fastCheck.ts';

const outcomes = fc.record({ requests: fc.nat(40), errors: fc.nat(40) }).map(({ requests, errors }) => ({
  requests,
  errors: Math.min(requests, errors),
}));
const chunk = fc.record({ control: outcomes, candidate: outcomes });
const single = fc.constantFrom('control', 'candidate').map((arm) => ({
  control: { requests: 0, errors: 0 },
  candidate: { requests: 0, errors: 0 },
  [arm]: { requests: 1, errors: 1 },
}));

describe('blocks of both arms', () => {
  test('depend in their sizes on no outcome, and have each request once at most', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(single, chunk), { maxLength: 120 }), (looks) => {
        const [one, other] = [new Pairing(), new Pairing()];
        const [used, seen] = [
          { control: 0, candidate: 0 },
          { control: 0, candidate: 0 },
        ];
        for (const look of looks) {
          const block = one.add(look);
          const without = ({ requests }: { requests: number }) => ({ requests, errors: 0 });
          const same = other.add({ control: without(look.control), candidate: without(look.candidate) });
          expect(same && sizeOf(same)).toEqual(block && sizeOf(block));
          for (const arm of ['control', 'candidate'] as const) {
            seen[arm] += look[arm].requests;
            used[arm] += block?.[arm].requests ?? 0;
            expect(used[arm]).toBeLessThanOrEqual(seen[arm]);
            if (block === undefined) continue;
            expect(block[arm].requests).toBeGreaterThan(0);
            expect(block[arm].errors).toBeLessThanOrEqual(block[arm].requests);
          }
        }
      }),
    );
  });

  test('set a request of the rarer arm among its neighbours of the other one, before and after it, whichever arm that is', () => {
    for (const [rarer, often] of [
      ['candidate', 'control'],
      ['control', 'candidate'],
    ] as const) {
      const pairing = new Pairing();
      const order = [...Array(100).fill(often), rarer, ...Array(8).fill(often)];
      const blocks = order.flatMap((arm, at) => pairing.one(arm, at < 36) ?? []);
      // The newest 64 of the 100 before it, none of which failed, and 8 after it.
      expect(blocks).toEqual([
        { [often]: { requests: 72, errors: 0 }, [rarer]: { requests: 1, errors: 0 } } as unknown as Block,
      ]);
    }
  });

  test('are forgotten where the other arm does not come again', () => {
    const pairing = new Pairing();
    pairing.one('control', false);
    for (let at = 0; at < 10_000; at++) expect(pairing.one('candidate', true)).toBeUndefined();
  });
});
