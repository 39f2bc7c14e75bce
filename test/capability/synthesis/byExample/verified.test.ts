import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSandbox, type Sandbox } from '#capability/sandbox';
import type { SynthesisExample } from '#capability/synthesis';
import { defaultPolicy, verify } from '#capability/verification';
import type { Capability } from '#protocol';
import { candidatesFor } from './learn.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox({ runner: 'wasm' });
});
afterAll(() => sandbox.dispose());

const textOnly = {
  type: 'object',
  properties: { text: { type: 'string' } },
  required: ['text'],
  additionalProperties: false,
};

function capability(examples: readonly SynthesisExample[]): Capability {
  const source = candidatesFor({ examples })[0]?.source ?? '';
  return {
    name: 'learned',
    version: '1.0.0',
    folder: '.toolwright/capabilities/learned',
    description: '',
    source,
    examples: examples.map(({ input, output }, at) => ({ name: `${at}`, input: { text: input[0] ?? null }, output })),
    manifest: {
      title: 'Learned',
      intents: [],
      input: textOnly,
      output: {},
      permissions: {},
      provenance: { generator: 'by-example' },
    },
    hash: createHash('sha256').update(source).digest('hex'),
  };
}

type Pair = readonly [input: string, output: string | null];

const cases: readonly (readonly [what: string, ...examples: readonly Pair[]])[] = [
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
];

test.each(cases)('%s: the printed program passes the checks of level BASIC', async (_, ...pairs) => {
  const examples = (pairs as readonly Pair[]).map(([input, output]) => ({ input: [input], output }));
  const made = capability(examples);
  const report = await verify(made, { level: 'BASIC', policy: defaultPolicy, sandbox: async () => sandbox });
  const failed = report.checks.filter(({ status }) => status === 'failed');
  // The judge of patterns gives up after some time, which on a busy machine is sooner.
  const findings = report.safety.findings.filter(({ message }) => !message.includes('was not judged'));
  expect([failed, findings, made.source]).toEqual([[], [], made.source]);
});
