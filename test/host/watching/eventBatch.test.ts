import { expect, test } from 'vitest';
import type { FileEvent } from '#protocol';
import { EventBatch } from '../../../src/host/watching/eventBatch.ts';
import fc from '../../support/fastCheck.ts';

const path = fc.constantFrom('a.ts', 'b.ts');

/** A history that a disk can have: whether each file is there decides what may happen to it next. */
const history = fc
  .tuple(fc.array(fc.tuple(path, fc.boolean()), { maxLength: 20 }), fc.boolean(), fc.boolean())
  .map(([steps, a, b]) => {
    const there = new Map([
      ['a.ts', a],
      ['b.ts', b],
    ]);
    const before = new Map(there);
    const events: FileEvent[] = steps.map(([file, remove]) => {
      if (there.get(file) !== true) {
        there.set(file, true);
        return { type: 'created', path: file };
      }
      if (remove) there.set(file, false);
      return { type: remove ? 'deleted' : 'changed', path: file };
    });
    return { before, after: there, events };
  });

test('folded events say where every path came to, once', () => {
  fc.assert(
    fc.property(history, ({ before, after, events }) => {
      const batch = new EventBatch();
      for (const event of events) batch.add(event);
      const taken = batch.take();
      expect(taken.map((event) => event.path)).toEqual([...new Set(events.map((event) => event.path))]);
      for (const { type, path: file } of taken) {
        expect(type === 'deleted').toBe(after.get(file) !== true);
        if (type === 'created') expect(before.get(file)).toBe(false);
      }
      expect(batch.size).toBe(0);
    }),
  );
});
