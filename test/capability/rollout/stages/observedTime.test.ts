import { expect, it } from 'vitest';
import { ObservedTime } from '#capability/rollout';

it('goes on with the clock, but neither back nor far ahead with one that is put so', () => {
  const time = new ObservedTime(1000, 60);
  expect(time.observe(1050)).toBe(1050);
  expect(time.observe(20)).toBe(1050);
  expect(time.observe(30)).toBe(1060);
  expect(time.at(1_000_000)).toBe(1120);
  expect(time.observe(1_000_000)).toBe(1120);
  expect(time.observe(1_000_001)).toBe(1121);
});
