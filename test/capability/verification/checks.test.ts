import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CancelledError } from '#base';
import { sourceTools } from '#capability/safety';
import { openSandbox, type Sandbox } from '#capability/sandbox';
import { defaultPolicy, type Policy, type VerifyOptions, verify } from '#capability/verification';
import type { Check, JsonSchema, VerificationReport } from '#protocol';
import { leakySandbox } from './leakySandbox.ts';
import { capability, type Draft } from './support.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox({ runner: 'isolate' });
});
afterAll(() => sandbox.dispose());

/** Few of everything: what is looked for here shows itself soon. */
const policy: Policy = {
  ...defaultPolicy,
  comprehensive: { ...defaultPolicy.comprehensive, propertyRuns: 30, mutants: 5 },
  production: { ...defaultPolicy.production, runs: 20 },
};

const check = (draft: Draft, options: Partial<VerifyOptions> = {}) =>
  verify(capability(draft), { level: 'COMPREHENSIVE', policy, sandbox: async () => sandbox, ...options });

const found = ({ checks }: VerificationReport, name: string): Check | undefined =>
  checks.find((one) => one.name === name);

const same: Draft = {
  source: 'export function run({ text }: { text: string }): string {\n  return text;\n}\n',
  examples: [{ name: 'a', input: { text: 'a' }, output: 'a' }],
};

/** Returns its input, of this schema. */
const ofInput = (input: JsonSchema, example: string | number | readonly number[] | undefined): Draft => ({
  source: 'export const run = (input: unknown): string => JSON.stringify(input);',
  input,
  examples: example === undefined ? [] : [{ name: 'one', input: example, output: JSON.stringify(example) }],
});

describe('a capability that is bad is found out', () => {
  test('side-effects: an example asks for what is not granted, and hides it', async () => {
    const report = await check({
      source: `export async function run({ text }: { text: string }, context: { workspace: { read(path: string): Promise<string> } }): Promise<string> {
  try { return await context.workspace.read(text); } catch { return ''; }
}`,
      permissions: { 'workspace:read': ['docs/**'] },
      examples: [{ name: 'a secret', input: { text: 'secret.txt' }, output: '' }],
    });
    expect(found(report, 'side-effects')).toMatchObject({ status: 'failed' });
    expect(report.decision.verdict).toBe('reject');
  });

  test('side-effects: what only drawn inputs lead to is told', async () => {
    const report = await check(
      {
        source: `export async function run({ text }: { text: string }, context: { workspace: { read(path: string): Promise<string> } }): Promise<string> {
  if (text === 'a') return text;
  try { return await context.workspace.read('docs/b'); } catch { return ''; }
}`,
        permissions: { 'workspace:read': ['docs/**'] },
        examples: same.examples ?? [],
      },
      { policy: { ...policy, standard: { cases: 0 } } },
    );
    expect(report.runs.flatMap(({ result }) => result.effects)).toEqual([]);
    expect(found(report, 'side-effects')?.details.join()).toContain('workspace.read');
  });

  test('resource-trend: time grows with the cube of the size', async () => {
    const report = await check({
      source: `export function run({ text }: { text: string }): string {
  let count = 0;
  for (let a = 0; a < text.length; a++) for (let b = 0; b < text.length; b++) for (let c = 0; c < text.length; c++) count += (a * b * c) % 3;
  return text.length > 5000 ? String(count) : text.slice(0, 1);
}`,
      limits: { wallMs: 400, cpuMs: 400 },
      input: { type: 'object', properties: { text: { type: 'string', pattern: '^a+$' } }, required: ['text'] },
      examples: [{ name: 'a', input: { text: 'aaaa' }, output: 'a' }],
    });
    expect(found(report, 'resource-trend')).toMatchObject({ status: 'warned' });
  });

  test('latency: nothing to time is no proof of speed', async () => {
    const source = "export function run({ text }: { text: string }): string {\n  throw new Error('not ' + text);\n}\n";
    const examples = [{ name: 'refused', input: { text: 'a' }, error: 'not a' }];
    expect(found(await check({ source, examples }, { level: 'PRODUCTION' }), 'latency')).toMatchObject({
      status: 'warned',
    });
  });

  test('latency, comparison: slower than allowed, and than the version in use', async () => {
    const slow = {
      ...same,
      source:
        'export function run({ text }: { text: string }): string {\n  let n = 0;\n  for (let i = 0; i < 1000000; i++) n += i % 7;\n  return n > 1 ? text : "";\n}',
    };
    const production = { ...policy.production, p95Ms: 0, runs: 20 };
    const report = await check(slow, {
      level: 'PRODUCTION',
      policy: { ...policy, production },
      inUse: capability(same),
    });
    expect(found(report, 'latency')).toMatchObject({ status: 'failed' });
    expect(found(report, 'comparison')).toMatchObject({ status: 'failed' });
    expect(found(report, 'leaks')).toMatchObject({ status: 'passed' });
    expect(report).toMatchObject({ reached: 'COMPREHENSIVE', decision: { verdict: 'reject' } });
  });

  test('comparison, leaks: more heap than the version in use, and what calls leave behind', async () => {
    const source = `const kept: object[] = [];
export function run({ text }: { text: string }): string {
  const large = Array.from({ length: 60000 }, (_, at) => at + 0.5);
  kept.push(large.slice(0, 5000));
  return large.length > 0 ? text : '';
}`;
    // Times are the machine's, which is busy with other tests: how much slower it is is asked elsewhere.
    const production = { ...policy.production, p95Ms: 10_000, slowdown: 1000, memory: 1.05 };
    const comprehensive = { ...policy.comprehensive, propertyRuns: 2, mutants: 0, repetitions: 2 };
    const few = { ...policy, comprehensive, production, standard: { cases: 2 } };
    const options = { level: 'PRODUCTION', policy: few, inUse: capability(same) } as const;
    const report = await check({ ...same, source }, options);
    expect(found(report, 'comparison')).toMatchObject({ status: 'failed' });
    expect(found(report, 'leaks')).toMatchObject({ status: 'failed' });
    expect(found(report, 'leaks')?.summary).toMatch(/grows by \d+ bytes a call/);
    expect(report.reached).toBe('COMPREHENSIVE');
  });

  test('standard-cases: a crash is no refusal, an error of its own is', async () => {
    const examples = [{ name: 'a', input: { text: 'a|b,c' }, output: 'b' }];
    const crash = await check({
      source: "export const run = ({ text }: { text: string }): string => text.split('|')[1]!.split(',')[0] ?? '';",
      examples,
    });
    expect(found(crash, 'standard-cases')).toMatchObject({ status: 'failed' });
    expect(found(crash, 'standard-cases')?.details.join()).toMatch(/crashed.*TypeError/);
    const refusal = await check({
      source: `export function run({ text }: { text: string }): string {
  const [, rest] = text.split('|');
  if (rest === undefined) throw new TypeError('There is no | in it');
  return rest.split(',')[0] ?? '';
}`,
      examples,
    });
    expect(refusal.checks.filter(({ status }) => status === 'failed')).toEqual([]);
  });

  test('standard-cases: where every one is refused, nothing is known', async () => {
    const report = await check({
      source: `export function run({ text }: { text: string }): string {
  if (text !== 'a') throw new Error('Only a');
  return text;
}`,
      examples: same.examples ?? [],
    });
    expect(found(report, 'standard-cases')).toMatchObject({ status: 'warned' });
  });

  test('coverage: what no example goes through is told by its line', async () => {
    const report = await check({
      ...same,
      source: `export function run({ text }: { text: string }): string {
  if (text === 'b') return 'b';
  if (text === 'c') return 'c';
  return text;
}`,
    });
    expect(found(report, 'coverage')).toMatchObject({ status: 'warned', summary: expect.stringContaining('3 of 5') });
    expect(found(report, 'coverage')?.details).toContainEqual(expect.stringMatching(/^index.ts:2: /));
  });

  test('mutation: what could not be run is not noticed by anybody', async () => {
    let own: string | undefined;
    const broken: Sandbox = {
      ...sandbox,
      run: async (call, options) => {
        own ??= call.program.hash;
        if (call.program.hash === own || call.program.map === '') return sandbox.run(call, options);
        const usage = { wallMs: 0, cpuMs: 0, peakHeapBytes: 0, calls: 0 };
        return { status: 'crashed', message: 'No worker could be started', usage, logs: [], effects: [] };
      },
    };
    const { mutation } = await check(same, { sandbox: async () => broken });
    expect(mutation).toMatchObject({ mutants: 0, killed: 0 });
  });
});

describe('a sandbox that leaks is found out', () => {
  test('isolation: names of another realm, and traces of other runs on any worker', async () => {
    const leaky = leakySandbox();
    const report = await check(same, { sandbox: async () => leaky });
    expect(found(report, 'isolation'), JSON.stringify(report.checks)).toMatchObject({ status: 'failed' });
    expect(report.decision.verdict).toBe('reject');
  });

  test('isolation: a run on the same worker finds what another left', async () => {
    const leaky = leakySandbox();
    // Only what is left behind leaks: the look around is made in a sandbox that is good.
    const report = await check(same, {
      sandbox: async () => ({
        ...sandbox,
        run: (call, options) => (call.program.code.includes('leftBehind') ? leaky : sandbox).run(call, options),
      }),
    });
    expect(found(report, 'isolation')).toMatchObject({
      status: 'failed',
      summary: expect.stringContaining('left behind'),
    });
  });

  test('determinism: the same input comes to another end in another order', async () => {
    const leaky = leakySandbox();
    const report = await check(
      {
        ...same,
        source:
          "let before = 0;\nexport function run({ text }: { text: string }): string {\n  return ++before > 1 ? 'b' : text;\n}",
      },
      {
        // Only the capability's own runs leak: no other check is to fail before.
        sandbox: async () => ({
          ...sandbox,
          run: (call, options) => (call.program.code.includes('before') ? leaky : sandbox).run(call, options),
        }),
        policy: { ...policy, standard: { cases: 0 } },
      },
    );
    expect(found(report, 'determinism'), JSON.stringify(report.checks)).toMatchObject({ status: 'failed' });
  });
});

describe('whatever a schema says, verifying ends, with a word for it', () => {
  test.each<[string, Draft, Check['status']]>([
    ['a pattern that cannot be drawn', ofInput({ type: 'string', pattern: '\\bfoo\\b' }, 'a foo'), 'warned'],
    ['a pattern without an example', ofInput({ type: 'string', pattern: '\\bfoo\\b' }, undefined), 'warned'],
    [
      'a pattern that nothing of the length fits',
      ofInput({ type: 'string', pattern: '^abc$', minLength: 9 }, undefined),
      'warned',
    ],
    ['a long text', ofInput({ type: 'string', pattern: '^[a-z]*$', minLength: 300 }, 'a'.repeat(300)), 'passed'],
    ['numbers that are no numbers', ofInput({ minimum: 5, exclusiveMaximum: 5, type: 'number' }, undefined), 'failed'],
    ['times', ofInput({ type: 'integer', minimum: 1_577_836_800_000 }, 1_577_836_800_000), 'passed'],
    [
      'what is nearly never drawn',
      ofInput({ type: 'array', items: { type: 'integer' }, contains: { const: 123_456 } }, [123_456]),
      'warned',
    ],
  ])('%s', async (_, draft, status) => {
    const report = await check(draft);
    expect(found(report, 'properties'), JSON.stringify(report.checks, null, 1)).toMatchObject({ status });
  });

  test('a source that cannot be read is not admitted', async () => {
    const tools = { ...sourceTools, analyse: () => Promise.reject(new RangeError('Maximum call stack size exceeded')) };
    const report = await check(same, { tools });
    expect(found(report, 'static-analysis')).toMatchObject({ status: 'failed' });
  });

  test('a check that cannot be made counts as failed', async () => {
    const run = () => Promise.reject(new Error('out of order'));
    const report = await check(same, { sandbox: async () => ({ ...sandbox, run }) });
    expect(found(report, 'examples')).toMatchObject({
      status: 'failed',
      summary: expect.stringContaining('out of order'),
    });
  });

  test('runs that a package lets last for ever end with the time that the policy gives', async () => {
    const nothing = { usage: { wallMs: 0, cpuMs: 0, peakHeapBytes: 0, calls: 0 }, logs: [], effects: [] };
    const run: Sandbox['run'] = (_, { signal } = {}) =>
      new Promise((done) => {
        signal?.addEventListener('abort', () => done({ ...nothing, status: 'cancelled', message: 'Cancelled' }));
      });
    const report = await check(same, {
      policy: { ...policy, minutes: 0.001 },
      sandbox: async () => ({ ...sandbox, run }),
    });
    expect(found(report, 'examples')?.summary).toMatch(/longer than 0\.001 minutes/);
    expect(found(report, 'standard-cases')?.summary).toMatch(/longer than 0\.001 minutes/);
    expect(report).toMatchObject({ reached: 'BASIC', decision: { verdict: 'reject' } });
  });

  test('drawing what is dropped again and again is cancelled', async () => {
    const draft = ofInput({ type: 'array', items: { type: 'integer' }, contains: { const: 123_456 } }, [123_456]);
    const controller = new AbortController();
    let ended = 0;
    const verifying = check(draft, {
      policy: { ...policy, comprehensive: { ...policy.comprehensive, propertyRuns: 10_000 } },
      signal: controller.signal,
      report: ({ step }) => {
        if (step === 'COMPREHENSIVE: properties') setTimeout(() => controller.abort(), 20);
        if (step === 'COMPREHENSIVE: side-effects') ended++;
      },
    });
    await expect(verifying).rejects.toBeInstanceOf(CancelledError);
    expect(ended).toBe(0);
  });
});
