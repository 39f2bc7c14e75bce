import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CancelledError } from '#base';
import { openSandbox, type Sandbox } from '#capability/sandbox';
import { defaultPolicy, type Policy, toMarkdown, toSarif, verify } from '#capability/verification';
import type { Check, VerificationLevel, VerificationReport } from '#protocol';
import { redactReport } from '../../../src/journal/redact.ts';
import { capability, type Draft } from './support.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox({ runner: 'isolate' });
});
afterAll(() => sandbox.dispose());

const check = (
  draft: Draft,
  level: VerificationLevel = 'COMPREHENSIVE',
  options: { policy?: Policy; signal?: AbortSignal } = {},
) => verify(capability(draft), { level, policy: defaultPolicy, sandbox: async () => sandbox, ...options });

const found = ({ checks }: VerificationReport, name: string): Check | undefined =>
  checks.find((one) => one.name === name);

const upper: Draft = {
  source: 'export function run({ text }: { text: string }): string {\n  return text.toUpperCase();\n}\n',
  examples: [
    { name: 'a word', input: { text: 'abc' }, output: 'ABC' },
    { name: 'nothing', input: { text: '' }, output: '' },
  ],
};

test('a good capability reaches every level and may run', async () => {
  // How quick a run is tells about the machine of the test.
  const policy = { ...defaultPolicy, production: { ...defaultPolicy.production, p95Ms: 60_000 } };
  const report = await check(upper, 'PRODUCTION', { policy });
  expect(report.checks.filter(({ status }) => status === 'failed')).toEqual([]);
  expect(report).toMatchObject({
    reached: 'PRODUCTION',
    decision: { verdict: 'approve', needsPerson: false },
    risk: { class: 'low' },
    sandbox: { runner: 'isolate' },
  });
  expect(report.runs.filter(({ kind }) => kind === 'example').map(({ passed }) => passed)).toEqual([true, true]);
});

describe('what is wrong is found by the check that is there for it', () => {
  const cases: Record<string, readonly [draft: Draft, check: string, status: Check['status'], says: RegExp]> = {
    'a type error': [
      { ...upper, source: 'export const run = (n: number) => n.length;' },
      'types',
      'failed',
      /1 type error/,
    ],
    'a forbidden import': [
      {
        ...upper,
        source:
          "import { readFileSync } from 'node:fs';\nexport const run = () => readFileSync('/etc/hostname', 'utf8');",
      },
      'static-analysis',
      'failed',
      /^1 finding that must not be there: forbidden-import at index\.ts:1\.$/,
    ],
    'another value': [
      { ...upper, examples: [{ name: 'wrong', input: { text: 'a' }, output: 'B' }] },
      'examples',
      'failed',
      /1 of 1 example came to something else/,
    ],
    'no error where one is expected': [
      { ...upper, examples: [{ name: 'wrong', input: { text: 'a' }, error: 'no' }] },
      'examples',
      'failed',
      /1 of 1 example/,
    ],
    'no examples': [{ ...upper, examples: [] }, 'examples', 'warned', /nobody has said/],
    'a boundary case that never ends': [
      {
        ...upper,
        source:
          "export function run({ text }: { text: string }): string {\n  while (text === '') text = text.trim();\n  return text;\n}",
        examples: [{ name: 'a', input: { text: 'a' }, output: 'a' }],
        limits: { wallMs: 200 },
      },
      'standard-cases',
      'failed',
      /ended badly/,
    ],
    'a value that its schema forbids': [
      {
        ...upper,
        source:
          "export function run({ text }: { text: string }): string {\n  return text.includes('zz') ? (1 as never) : text;\n}",
        examples: [{ name: 'a', input: { text: 'y' }, output: 'y' }],
        input: { type: 'object', properties: { text: { type: 'string', pattern: '^[yz]*$' } }, required: ['text'] },
      },
      'properties',
      'failed',
      /"zz"/,
    ],
    'examples that notice nothing': [
      {
        ...upper,
        source:
          "export function run({ text }: { text: string }): string {\n  if (text.length > 100 && text !== 'x') return text + 'long';\n  return text === 'never' ? 'a' : '';\n}",
        examples: [{ name: 'a', input: { text: 'b' }, output: '' }],
      },
      'mutation',
      'warned',
      /notice \d+ of \d+/,
    ],
    'a permission that is not granted': [
      {
        ...upper,
        source: `interface Context { readonly workspace: { read(path: string): Promise<string> } }
export function run({ text }: { text: string }, context: Context): Promise<string> {
  return context.workspace.read(text);
}`,
        examples: [{ name: 'a', input: { text: 'a' }, output: 'some' }],
      },
      'static-analysis',
      'failed',
      /must not be there/,
    ],
  };

  test.each(Object.entries(cases))('%s', async (_, [draft, name, status, says]) => {
    const report = await check(draft);
    expect(found(report, name), JSON.stringify(report.checks, null, 1)).toMatchObject({ status });
    expect(found(report, name)?.summary).toMatch(says);
    if (status === 'failed') expect(report.decision.verdict).toBe('reject');
  });
});

test('what is said of a credential is not taken for one when the report is kept', async () => {
  const token = `ghp_${'TvmxnJc0w8tS7385L0a8BvdkkWZOQNT4kPLf'}`;
  const report = await check({ ...upper, source: `export const run = () => '${token}';` }, 'BASIC');
  const kept = JSON.stringify(await redactReport(report));
  expect(found(report, 'static-analysis')?.summary).toContain('credentials at index.ts:1');
  expect(kept).toContain('less for credentials. Line 1: This looks like a GitHub token');
  expect(kept).not.toMatch(/redacted|TvmxnJc0/);
});

test('a level that failed ends it: nothing forbidden is ever run', async () => {
  let opened = false;
  const draft = capability({ ...upper, source: "export const run = () => eval('1');" });
  const report = await verify(draft, {
    level: 'COMPREHENSIVE',
    policy: defaultPolicy,
    sandbox: async () => {
      opened = true;
      return sandbox;
    },
  });
  expect(opened).toBe(false);
  expect(report).toMatchObject({ runs: [], decision: { verdict: 'reject' } });
  expect(report.reached).toBeUndefined();
  expect(report.sandbox).toBeUndefined();
});

test('a counterexample is made small, and told with the seed that finds it again', async () => {
  const { runs, ...report } = await check({
    source:
      'export function run({ n }: { n: number }): number {\n  return n > 500 && n < 800 ? (null as never) : n;\n}',
    input: { type: 'object', properties: { n: { type: 'integer', minimum: 0, maximum: 900 } }, required: ['n'] },
    output: { type: 'number' },
    examples: [{ name: 'one', input: { n: 1 }, output: 1 }],
  });
  const properties = report.checks.find(({ name }) => name === 'properties');
  expect(properties).toMatchObject({ status: 'failed', summary: expect.stringContaining('{"n":501}') });
  expect(properties?.details.join(' ')).toMatch(/seed \d+/);
  expect(runs.find(({ kind }) => kind === 'property')).toMatchObject({
    input: { n: 501 },
    passed: false,
    result: { status: 'invalid-output' },
  });
});

test('granted functions are answered from the example’s world, and what was done is told', async () => {
  const report = await check({
    source: `export async function run({ path }: { path: string }, context: { workspace: { read(path: string): Promise<string>; write(path: string, text: string): Promise<void> } }): Promise<number> {
  const text = await context.workspace.read(path);
  await context.workspace.write('out/' + path, text.toUpperCase());
  return text.length;
}`,
    input: {
      type: 'object',
      properties: { path: { enum: ['a.txt'] } },
      required: ['path'],
      additionalProperties: false,
    },
    output: { type: 'integer' },
    permissions: { 'workspace:read': ['*.txt'], 'workspace:write': ['out/**'] },
    examples: [{ name: 'a file', input: { path: 'a.txt' }, world: { files: { 'a.txt': 'abc' } }, output: 3 }],
  });
  expect(report.checks.filter(({ status }) => status === 'failed')).toEqual([]);
  expect(report.runs[0]?.result.effects.map(({ call }) => call)).toEqual(['workspace.read', 'workspace.write']);
  expect(found(report, 'side-effects')?.details.join(' ')).toContain('workspace.write');
});

test('an example gives pictures to a capability that looks at the screen', async () => {
  const source = `type Screen = { capture(): Promise<{ type: string; base64: string }> };
export async function run(_input: { text: string }, { screen }: { screen: Screen }): Promise<string> {
  const seen = [await screen.capture(), await screen.capture(), await screen.capture()];
  return seen.map(({ base64 }) => base64).join();
}
`;
  const screen = ['AAAA', 'BBBB'].map((base64) => ({ type: 'image/png', base64 }));
  const examples = [{ name: 'two pictures', input: { text: '' }, world: { screen }, output: 'AAAA,BBBB,BBBB' }];
  const report = await check({ source, examples });
  expect(report.checks.filter(({ status }) => status === 'failed')).toEqual([]);
  expect(report.reached).toBe('COMPREHENSIVE');
  // Without pictures there is no screen.
  expect(found(await check({ source, examples: [{ ...examples[0], world: {} } as never] }), 'examples')).toMatchObject({
    status: 'failed',
  });
});

test('the same content has the same evidence, but for times', async () => {
  const timeless = ({ checks, runs, risk }: VerificationReport) => ({
    checks: checks.map(({ name, status }) => ({ name, status })),
    inputs: runs.map(({ input, result }) => ({ input, status: result.status })),
    factors: risk.factors.filter(({ name }) => name !== 'resources'),
  });
  expect(timeless(await check(upper))).toEqual(timeless(await check(upper)));
});

test('a person has to approve what a policy names', async () => {
  const policy = { ...defaultPolicy, approvePerson: ['hand'] };
  const { decision } = await check(upper, 'STANDARD', { policy });
  expect(decision).toMatchObject({ verdict: 'approve-with-conditions', needsPerson: true });
  expect(decision.conditions.join(' ')).toContain('A person approves it');
});

test('a policy that refuses any risk rejects', async () => {
  const policy = { ...defaultPolicy, risk: { ...defaultPolicy.risk, reject: 0 } };
  expect((await check(upper, 'STANDARD', { policy })).decision).toMatchObject({ verdict: 'reject' });
});

test('it stops when it is cancelled', async () => {
  const controller = new AbortController();
  const verifying = check(upper, 'COMPREHENSIVE', { signal: controller.signal });
  controller.abort();
  await expect(verifying).rejects.toBeInstanceOf(CancelledError);
});

test('reports are documents: Markdown that text cannot break out of, SARIF with places', async () => {
  const report = await check({
    ...upper,
    source: "import * as fs from 'fs';\nexport const run = () => fs.readdirSync('|<b>`x`');",
    examples: [{ name: 'a | b <script>', input: { text: '`|`' }, output: '' }],
  });
  const markdown = toMarkdown(report);
  expect(markdown).toContain('**Reject**');
  expect(markdown).not.toContain('<script>');
  expect(markdown).toMatch(/^Safety score \d+ of 100:\n\n- \d+ less for /m);
  const log = JSON.parse(await toSarif([{ report, path: '.toolwright/capabilities/tried/index.ts' }], [], '1.2.3'));
  expect(log).toMatchObject({
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'Toolwright', version: '1.2.3' } } }],
  });
  expect(log.runs[0].results[0]).toMatchObject({
    level: 'error',
    locations: [{ physicalLocation: { artifactLocation: { uri: '.toolwright/capabilities/tried/index.ts' } } }],
  });
});
