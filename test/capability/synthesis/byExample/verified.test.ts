import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSandbox, type Sandbox } from '#capability/sandbox';
import type { ExpectedFailure, SynthesisExample, Value } from '#capability/synthesis';
import { defaultPolicy, verify } from '#capability/verification';
import type { Capability } from '#protocol';
import { candidatesFor } from './learn.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox({ runner: 'wasm' });
});
afterAll(() => sandbox.dispose());

/** What a program is given, by the names that its parameters have. */
function inputOf(values: readonly Value[]): { [name: string]: Value } {
  const names = values.length === 1 ? ['text'] : ['first', 'second', 'third'];
  return Object.fromEntries(values.map((value, at) => [names[at] ?? '', value]));
}

/** The schema of all inputs that are of the types of this one. */
function schemaFor(values: readonly Value[]) {
  const fields = Object.entries(inputOf(values)).map(([name, value]) => [name, { type: typeof value }] as const);
  const required = fields.map(([name]) => name);
  return { type: 'object', properties: Object.fromEntries(fields), required, additionalProperties: false };
}

function capability(examples: readonly SynthesisExample[], failures: readonly ExpectedFailure[] = []): Capability {
  const [best] = candidatesFor({ examples, failures });
  const source = best?.source ?? '';
  return {
    name: 'learned',
    version: '1.0.0',
    folder: '.toolwright/capabilities/learned',
    description: '',
    source,
    examples: [
      ...examples.map(({ input, output }, at) => ({ name: `${at}`, input: inputOf(input), output })),
      ...(best?.manifest?.examples ?? []),
    ],
    manifest: {
      title: 'Learned',
      intents: [],
      input: schemaFor(examples[0]?.input ?? []),
      output: {},
      permissions: {},
      provenance: { generator: 'by-example' },
    },
    hash: createHash('sha256').update(source).digest('hex'),
  };
}

type Row = readonly [...inputs: Value[], output: Value];

const cases: readonly (readonly [what: string, ...examples: readonly Row[]])[] = [
  ['a field', ['a;b;c', 'b'], ['d;e', 'e']],
  ['dates', ['9 Mar 2021', '2021-03-09'], ['April 2, 1999', '1999-04-02'], ['25.12.2020', '2020-12-25']],
  ['weekdays and weeks', ['2015-01-01', 'Thursday W01'], ['1973-12-17', 'Monday W51']],
  ['rounded times', ['11:12', '11:00 AM to 11:30 AM'], ['20:40', '8:30 PM to 9:00 PM']],
  ['numbers', ['1234567.891', '1,234,567.9'], ['-890', '-890.0'], ['12345.67', '12,345.7']],
  ['ranges', ['87', '80-90'], ['142', '140-150'], ['19', '10-20']],
  ['words in a loop', ['hello big world', 'Hello-Big-World'], ['a b', 'A-B']],
  ['characters', ['abcdef', 'ace'], ['uvwx', 'uw']],
  ['a slice between places', ['x: first part, 5', 'first part'], ['long y: other, 77', 'other']],
  ['a choice', ['ann@x.org', 'ann@x.org'], ['bo', 'bo@x.org'], ['zoe', 'zoe@x.org'], ['c@y.org', 'c@y.org']],
  ['no answer', ['id 5', '5'], ['none', null]],
  ['digits of base 16', ['#ff0000', 'rgb(255, 0, 0)'], ['#0a141e', 'rgb(10, 20, 30)']],
  ['numbers in base 16', ['rgb(255, 0, 0)', '#ff0000'], ['rgb(10, 20, 30)', '#0a141e']],
  ['numbers in base 2', ['5', '101'], ['12', '1100']],
  ['a clock', ['75', '1:15'], ['130', '2:10']],
  ['a duration as one number', ['1h 30m', '90'], ['2h 5m', '125']],
  ['a number of seconds as a duration', ['3725', '1h 2m 5s'], ['7384', '2h 3m 4s']],
  ['moved times', ['10:23', '11:23'], ['08:59', '09:59']],
  ['names of months', ['3', 'March'], ['12', 'December']],
  ['a prefix where there is none', ['b.net/x', 'https://b.net/x'], ['https://a.org', 'https://a.org']],
  ['a prefix taken off where there is one', ['www.a.org', 'a.org'], ['b.net', 'b.net']],
  ['masks', ['card 1234', 'card ****'], ['pin 99', 'pin **']],
  ['so many characters less', ['hello', 2, 'llo'], ['world', 1, 'orld']],
  ['as often as a number says', ['ab', 3, 'ababab'], ['x', 2, 'xx']],
  ['a text within the other', ['a-b-a', 'a', 'x', 'x-b-x'], ['hello', 'l', 'r', 'herro']],
  ['an underlined heading', ['Title', 'Title\n====='], ['Chapter 1', 'Chapter 1\n=========']],
];

test.each(cases)('%s: the printed program passes the checks of level BASIC', async (_, ...rows) => {
  const examples = (rows as readonly Row[]).map((row) => ({ input: row.slice(0, -1), output: row.at(-1) ?? null }));
  const made = capability(examples);
  const report = await verify(made, { level: 'BASIC', policy: defaultPolicy, sandbox: async () => sandbox });
  const failed = report.checks.filter(({ status }) => status === 'failed');
  const { findings } = report.safety;
  expect([failed, findings, made.source]).toEqual([[], [], made.source]);
});

test('a program with guards comes to the errors that its cases expect', async () => {
  const made = capability(
    [
      { input: ['Hello World'], output: 'hello-world' },
      { input: ['A b C'], output: 'a-b-c' },
    ],
    [
      { input: [''], message: 'empty' },
      { input: ['12345678901234567890'], message: 'too long' },
    ],
  );
  expect(made.examples).toHaveLength(4);
  const report = await verify(made, { level: 'STANDARD', policy: defaultPolicy, sandbox: async () => sandbox });
  const run = report.checks.filter(({ name }) => name === 'examples' || name === 'types');
  expect([run.map(({ status }) => status), made.source]).toEqual([run.map(() => 'passed'), made.source]);
});
