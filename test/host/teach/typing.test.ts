import { afterAll, expect, test } from 'vitest';
import { silentLogger } from '#base';
import { openSynthesisSession } from '#engine';
import type { Lesson } from '#protocol';
import { Teaching } from '../../../src/host/teach/teaching.ts';
import { Typing } from '../../../src/host/teach/typing.ts';

const session = openSynthesisSession({ logger: silentLogger });
afterAll(() => session.dispose());

const days = ['24.12.2026', '03.04.2026', '31.01.2027'];

/** A lesson on days, with what it asks the session for, and the end of what is typed. */
function lesson() {
  const lessons: Lesson[] = [];
  const teaching = new Teaching(
    {
      learn: (one, options) => {
        lessons.push(one);
        return session.learn(one, options);
      },
      apply: (program, inputs, options) => session.apply(program, inputs, options),
    },
    days,
    () => {},
  );
  const type = (at: number, ...texts: readonly string[]) =>
    new Promise<void>((done, fail) => {
      const ended = (error?: unknown) => (error === undefined ? done() : fail(error));
      const typing = new Typing(teaching, at, { inSight: () => [], began: () => {}, ended });
      for (const text of texts) typing.typed(text);
    });
  return { teaching, lessons, type };
}

test('of letters that are typed fast the last one is learned', async () => {
  const { teaching, lessons, type } = lesson();
  await type(0, '2', '20', '2026', '2026-12-24');
  expect(lessons.map(({ examples }) => examples.at(-1)?.output)).toEqual(['2026-12-24']);
  expect(teaching.resultAt(1)).toBe('2026-04-03');
});

test('a letter ends the lesson of the one before at once', async () => {
  const { teaching, type } = lesson();
  const learning = teaching.preview(0, '2');
  expect(teaching.isBusy).toBe(true);
  const typing = type(0, '2026-12-24');
  expect(teaching.isBusy).toBe(false);
  await Promise.all([learning, typing]);
  expect(teaching.resultAt(2)).toBe('2027-01-31');
});

test('the beginning of what is known teaches nothing, and all of it confirms the program', async () => {
  const { teaching, lessons, type } = lesson();
  await teaching.accept('24.12.2026', '2026-12-24');
  const { program } = teaching.learned ?? {};
  await type(1, '2', '20', '2026-04', '2026-04-03');
  expect(lessons.map(({ examples }) => examples.at(-1)?.output)).toEqual(['2026-12-24', '2026-04-03']);
  expect(teaching.learned?.program).toBe(program);
});

test('whoever stops in the middle of what is known has taught that', async () => {
  const { teaching, type } = lesson();
  await teaching.accept('24.12.2026', '2026-12-24');
  await type(1, '2026-04');
  expect(teaching.resultAt(1)).toBe('2026-04');
});

test('what is not taken for an example is told', async () => {
  const teaching = new Teaching(session, ['{}'], () => {}, { unit: 'value' });
  await expect(
    new Promise<void>((done, fail) => {
      const ended = (error?: unknown) => (error === undefined ? done() : fail(error));
      new Typing(teaching, 0, { inSight: () => [], began: () => {}, ended }).typed('no JSON');
    }),
  ).rejects.toMatchObject({ code: 'not-json' });
});
