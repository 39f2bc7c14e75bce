import { afterAll, expect, test } from 'vitest';
import { silentLogger } from '#base';
import { openSynthesisSession } from '#engine';
import { Teaching } from '../../../src/host/teach/teaching.ts';

const session = openSynthesisSession({ logger: silentLogger });
afterAll(() => session.dispose());

const days = ['24.12.2026', '03.04.2026', 'no date', '31.01.2027', '24.12.2026'];
const of = (inputs: readonly string[] = days, changed = () => {}) => new Teaching(session, inputs, changed);
const resultsOf = (teaching: Teaching) => teaching.inputs.map((_, at) => teaching.resultAt(at));

test('one result makes all others, and tells when they are others', async () => {
  let told = 0;
  const teaching = of(days, () => told++);
  await teaching.accept('24.12.2026', '2026-12-24');
  expect(resultsOf(teaching)).toEqual(['2026-12-24', '2026-04-03', null, '2027-01-31', '2026-12-24']);
  expect(told).toBeGreaterThan(0);
  expect(teaching.isBusy).toBe(false);
});

test('what is only being typed is forgotten again', async () => {
  const teaching = of();
  await teaching.preview(0, '2026');
  expect(teaching.resultAt(1)).toBe('2026');
  expect(teaching.examples).toEqual([]);
  await teaching.back();
  expect(teaching.learned).toBeUndefined();
  await teaching.accept('24.12.2026', '2026-12-24');
  await teaching.preview(1, 'April');
  await teaching.back();
  expect(teaching.resultAt(3)).toBe('2027-01-31');
});

test('letters that are typed fast leave the result of the last one', async () => {
  const teaching = of();
  const typed = ['2', '20', '202', '2026', '2026-', '2026-1', '2026-12', '2026-12-', '2026-12-2', '2026-12-24'];
  await Promise.all(typed.map((text) => teaching.preview(0, text)));
  expect(teaching.resultAt(1)).toBe('2026-04-03');
});

test('a correction takes the place of what was said before, and holds for the same text everywhere', async () => {
  const teaching = of();
  await teaching.accept('24.12.2026', 'wrong');
  await teaching.accept('24.12.2026', '2026-12-24');
  expect(teaching.examples).toEqual([{ input: '24.12.2026', output: '2026-12-24' }]);
  expect(teaching.resultAt(4)).toBe('2026-12-24');
});

test('the doubt is told at its place among many lines', async () => {
  const names = Array.from({ length: 3000 }, (_, at) =>
    at % 6 === 0 ? `Grace Brewster Hopper ${at}` : `Ada Lovelace ${at}`,
  );
  const teaching = of(names);
  await teaching.accept('Ada Lovelace 1', 'Lovelace');
  const at = teaching.doubt?.at ?? -1;
  expect(names[at]).toMatch(/^Grace/);
  expect(teaching.doubt?.answers).toContain(teaching.resultAt(at));
  expect(resultsOf(teaching)).not.toContain(undefined);
});

test('stopping in the middle leaves what was known', async () => {
  const teaching = of();
  await teaching.accept('24.12.2026', '2026-12-24');
  const before = teaching.learned;
  const learning = teaching.preview(1, 'something else');
  teaching.stop();
  await learning;
  expect(teaching.learned).toBe(before);
  expect(teaching.isBusy).toBe(false);
});
