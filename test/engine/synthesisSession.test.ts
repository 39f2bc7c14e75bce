import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { CancelledError, silentLogger } from '#base';
import { openSynthesisSession } from '#engine';
import { createCapabilitySession } from '#engine/local';
import type { Lesson } from '#protocol';
import { temporaryWorkspace } from '../support/workspace.ts';

const session = openSynthesisSession({ logger: silentLogger });
afterAll(() => session.dispose());

const dates: Lesson = {
  intent: 'Write dates as ISO 8601',
  examples: [{ input: '24.12.2026', output: '2026-12-24' }],
  inputs: ['24.12.2026', '03.04.2026', 'no date'],
};

test('a program is learned from an example, and run on other texts', async () => {
  const learned = await session.learn(dates);
  expect(learned).toMatchObject({ satisfied: 1, examples: 1, caveats: [] });
  expect(learned?.source).toContain('export function run(');
  expect(await session.apply(learned?.program ?? 0, dates.inputs)).toEqual(['2026-12-24', '2026-04-03', null]);
});

test('the same lesson gives the same program', async () => {
  const [first, second] = [await session.learn(dates), await session.learn(dates)];
  expect(first?.source).toBe(second?.source);
});

test('where likely programs differ, that input is the question', async () => {
  const inputs = ['Ada Lovelace', 'Grace Brewster Hopper', 'Alan Turing'];
  const learned = await session.learn({
    intent: 'Last names',
    examples: [{ input: 'Ada Lovelace', output: 'Lovelace' }],
    inputs,
  });
  expect(learned?.question).toMatchObject({ at: 1, input: 'Grace Brewster Hopper' });
  expect(learned?.question?.answers).toContain('Hopper');
  expect(learned?.question?.answers.length).toBeGreaterThan(1);
});

test('an example that a program gives already confirms it, one that it does not gives another', async () => {
  const first = await session.learn(dates);
  const confirmed = { ...dates, examples: [...dates.examples, { input: '03.04.2026', output: '2026-04-03' }] };
  expect(await session.learn(confirmed)).toMatchObject({ program: first?.program, satisfied: 2, examples: 2 });
  const other = { ...dates, examples: [...dates.examples, { input: '03.04.2026', output: 'April' }] };
  expect((await session.learn(other))?.program).not.toBe(first?.program);
});

test('values are learned and changed as JSON, and kept with the types that they have', async () => {
  const lesson: Lesson = {
    intent: 'Count the tags',
    examples: [{ input: '{"id":7,"tags":["a","b"]}', output: '{"id":7,"count":2}' }],
    inputs: ['{"id":7,"tags":["a","b"]}', '{"id":9,"tags":[]}'],
    json: true,
  };
  const learned = await session.learn(lesson);
  const program = learned?.program ?? 0;
  const answers = await session.apply(program, [...lesson.inputs, '{"id":1}']);
  expect(answers).toEqual(['{"id":7,"count":2}', '{"id":9,"count":0}', null]);
  const draft = await session.draft(program, { name: 'count-tags', intent: 'count the tags', eachLine: false });
  expect(draft.manifest.input).toMatchObject({ properties: { value: { properties: { id: { type: 'number' } } } } });
  await expect(session.learn({ ...lesson, examples: [{ input: 'x', output: '1' }] })).rejects.toMatchObject({
    code: 'not-json',
  });
});

test('contradictory examples are named', async () => {
  const examples = [
    { input: 'a', output: 'b' },
    { input: 'x', output: 'y' },
    { input: 'a', output: 'c' },
  ];
  await expect(session.learn({ intent: '', examples, inputs: [] })).rejects.toMatchObject({
    code: 'contradictory-examples',
    message: expect.stringContaining('Examples 1 and 3'),
  });
});

test('a search is stopped in its middle, and the thread serves the next question', async () => {
  const words = (seed: number) =>
    Array.from({ length: 60 }, (_, at) => ((at * 7919 + seed * 104_729) % 99_991).toString(36));
  const examples = Array.from({ length: 40 }, (_, at) => ({
    input: words(at).join(' '),
    output: words(at + 1000)
      .toReversed()
      .join('-'),
  }));
  const stop = new AbortController();
  const learning = session.learn({ intent: 'Noise', examples, inputs: [] }, { signal: stop.signal });
  await sleep(50);
  stop.abort();
  await expect(learning).rejects.toBeInstanceOf(CancelledError);
  expect(await session.learn(dates)).toBeDefined();
});

test('what was stopped before it began does not begin', async () => {
  await expect(session.learn(dates, { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(CancelledError);
});

test('a program of long ago is forgotten, and that is said', async () => {
  await expect(session.apply(999_999, ['a'])).rejects.toMatchObject({ code: 'program-forgotten' });
});

test('a kept program becomes a capability that changes each line, passes verification, and serves a request', async () => {
  const learned = await session.learn(dates);
  const draft = await session.draft(learned?.program ?? 0, {
    name: 'iso-days',
    intent: 'write the days of {text} as ISO',
    eachLine: true,
  });
  const root = temporaryWorkspace({ 'package.json': '{}' });
  const capabilities = await createCapabilitySession({ root, runner: 'wasm', logger: silentLogger });
  try {
    await capabilities.create(draft);
    const report = await capabilities.verify('iso-days', { level: 'STANDARD' });
    expect(report.checks.filter(({ status }) => status === 'failed')).toEqual([]);
    expect(report).toMatchObject({ reached: 'STANDARD' });
    const text = '24.12.2026\r\nno date\n\n03.04.2026';
    const outcome = await capabilities.ask({
      text: 'write the days of the selection as ISO',
      input: { selection: text },
      user: { id: 'ada' },
      origin: 'editor',
    });
    expect(outcome).toMatchObject({
      kind: 'served',
      result: { value: '2026-12-24\r\nno date\n\n2026-04-03' },
    });
  } finally {
    await capabilities.dispose();
  }
});

test('a program for whole texts is kept as it is printed', async () => {
  const learned = await session.learn(dates);
  const as = { name: 'iso-day', intent: 'write a day as ISO', eachLine: false };
  const { source, examples, manifest } = await session.draft(learned?.program ?? 0, as);
  expect(manifest).toMatchObject({
    title: 'Write a day as ISO',
    intents: ['write a day as ISO', 'write a day as ISO in {text}'],
  });
  expect(source).toBe(learned?.source);
  expect(examples).toEqual([{ name: 'taught 1', input: { text: '24.12.2026' }, output: '2026-12-24' }]);
});

test('only where an example says so may nothing be left of a text', async () => {
  const inputs = ['a=1', 'b=', 'c=3', 'd=4'];
  const known = [
    { input: 'a=1', output: '1' },
    { input: 'c=3', output: '3' },
  ];
  const filled = await session.learn({ intent: 'Values', examples: known, inputs });
  expect(await session.apply(filled?.program ?? 0, inputs)).toEqual(['1', null, '3', '4']);
  const examples = [...known, { input: 'b=', output: '' }];
  const emptied = await session.learn({ intent: 'Values', examples, inputs });
  expect(await session.apply(emptied?.program ?? 0, inputs)).toEqual(['1', '', '3', '4']);
});

test('null is an answer where it is taught; what a program fails on has none', async () => {
  const examples = [
    { input: '{"on":true,"a":"x"}', output: '"x"' },
    { input: '{"on":false,"a":"y"}', output: 'null' },
  ];
  const inputs = [...examples.map(({ input }) => input), '{"on":false,"a":"z"}', '7'];
  const learned = await session.learn({ intent: 'What is on', examples, inputs, json: true });
  expect(await session.apply(learned?.program ?? 0, inputs)).toEqual(['"x"', 'null', 'null', null]);
});

test('a table that was learned says what becomes of what it does not know', async () => {
  const colours = { red: '#f00', green: '#0f0', blue: '#00f' };
  const examples = Object.entries(colours).map(([input, output]) => ({ input, output }));
  const inputs = ['red', 'green', 'blue', 'red', 'pink'];
  const learned = await session.learn({ intent: 'Colours', examples, inputs });
  expect(learned?.caveats).toEqual([expect.stringContaining('by heart')]);
  expect(await session.apply(learned?.program ?? 0, ['pink'])).toEqual([null]);
  // It is confirmed all the same: nothing is searched anew.
  const confirmed = await session.learn({ intent: 'Colours', examples: examples.toReversed(), inputs });
  expect(confirmed?.program).toBe(learned?.program);
});

test('results that were seen and taken are examples of what is kept; what was taught counts where both speak', async () => {
  const learned = await session.learn(dates);
  const accepted = [
    { input: '24.12.2026', output: 'something else' },
    { input: '03.04.2026', output: '2026-04-03' },
  ];
  const as = { name: 'iso-day', intent: 'write a day as ISO', eachLine: false, accepted };
  const { examples } = await session.draft(learned?.program ?? 0, as);
  expect(examples.map(({ input, output }) => [input, output])).toEqual([
    [{ text: '24.12.2026' }, '2026-12-24'],
    [{ text: '03.04.2026' }, '2026-04-03'],
  ]);
});

test('what is asked about is no line that would take long, and its place is that among all', async () => {
  const inputs = ['Grace Brewster Hopper '.repeat(2000), 'Ada Lovelace', 'Grace Brewster Hopper'];
  const examples = [{ input: 'Ada Lovelace', output: 'Lovelace' }];
  const learned = await session.learn({ intent: 'last names', examples, inputs }, {});
  expect(learned?.question).toMatchObject({ at: 2, input: 'Grace Brewster Hopper' });
});
