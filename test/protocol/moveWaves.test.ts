import { expect, test } from 'vitest';
import { moveWaves } from '#protocol';
import fc from '../support/fastCheck.ts';

test('what is in the way goes first, and a name is given up before it is taken', () => {
  expect(moveWaves([])).toEqual([]);
  expect(
    moveWaves([
      { from: 'a', to: 'b' },
      { from: 'b', to: 'c' },
      { from: 'x', to: 'X' },
    ]),
  ).toEqual([
    [
      { from: 'b', to: 'c' },
      { from: 'x', to: 'X' },
    ],
    [{ from: 'a', to: 'b' }],
  ]);
});

test('names that are swapped need a name in between', () => {
  expect(
    moveWaves([
      { from: 'a', to: 'b' },
      { from: 'b', to: 'a' },
    ]),
  ).toEqual([
    [{ from: 'a', to: 'a.toolwright-moves' }],
    [{ from: 'b', to: 'a' }],
    [{ from: 'a.toolwright-moves', to: 'b' }],
  ]);
});

test('any new names for any files are reached without overwriting one', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'A', 'B'];
  fc.assert(
    fc.property(fc.subarray(names.slice(0, 6)), fc.shuffledSubarray(names, { minLength: 8 }), (present, targets) => {
      const wanted = present.map((from, at) => ({ from, to: targets[at] as string }));
      const moves = wanted.filter(
        ({ from, to }) => from !== to && !wanted.some((other) => other.from === to && other.to === to),
      );
      // As a sandbox lets it through: targets are free, or are moved themselves, and differ in more than their case.
      const stays = present.filter((one) => !moves.some(({ from }) => from === one));
      const ends = [...stays, ...moves.map(({ to }) => to)].map((one) => one.toLowerCase());
      fc.pre(new Set(ends).size === ends.length);
      const disk = new Map(present.map((name) => [name, name]));
      for (const wave of moveWaves(moves)) {
        for (const { from, to } of wave) {
          const taken = [...disk.keys()].find((one) => one.toLowerCase() === to.toLowerCase());
          expect(taken === undefined || taken === from).toBe(true);
          const text = disk.get(from) as string;
          disk.delete(from);
          disk.set(to, text);
        }
      }
      const goal = new Map(present.map((name) => [moves.find(({ from }) => from === name)?.to ?? name, name]));
      expect([...disk].sort()).toEqual([...goal].sort());
    }),
    { numRuns: 500 },
  );
});
