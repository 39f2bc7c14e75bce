import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { defaultPolicy, readPolicy } from '#capability/verification';
import { policyFileName } from '#protocol';
import policySchema from '../../../media/schemas/policy.schema.json' with { type: 'json' };
import type { Judged } from '../../../src/capability/verification/decision.ts';
import { decide } from '../../../src/capability/verification/decision.ts';
import { jsonValidation } from '../../../src/host/contributions/agents.ts';

const read = (policy: unknown) => readPolicy(JSON.stringify(policy, null, 2));

describe('a policy file', () => {
  test('has the defaults for what it leaves out', () => {
    expect(read({})).toEqual({ value: defaultPolicy, problems: [] });
    expect(read({ $schema: 'x', risk: { high: 40 } }).value).toMatchObject({
      risk: { ...defaultPolicy.risk, high: 40 },
      weights: defaultPolicy.weights,
    });
  });

  test.each([
    ['a wrong type', { risk: { reject: '0' } }, 3, /: risk\.reject: it has to be a number, and is "0"\.$/],
    ['an unknown key', { weights: {}, admit: 'STANDARD' }, 3, /: admit: there is no such key\.$/],
    [
      'a share beyond 1',
      { comprehensive: { mutationScore: 60 } },
      3,
      /: comprehensive\.mutationScore: it has to be 1 at most, and is 60\.$/,
    ],
    [
      'another word',
      { admitFrom: 'BASIC' },
      2,
      /: admitFrom: it has to be "STANDARD" or "COMPREHENSIVE" or "PRODUCTION", and is "BASIC"\.$/,
    ],
    ['a list in the place of an object', { risk: [] }, 2, /: risk: it has to be an object, and is a list\.$/],
    ['a list in the place of all', [], 1, /: it has to be an object, and is a list\.$/],
    ['medium above high', { risk: { medium: 60 } }, 2, /medium \(60\) is above high \(50\)/],
    [
      'no weight at all',
      { weights: Object.fromEntries(Object.keys(defaultPolicy.weights).map((key) => [key, 0])) },
      2,
      /weight/,
    ],
  ])('with %s is no policy, and the problem says where', (_, policy, line, says) => {
    const { value, problems } = read(policy);
    expect(value).toBeUndefined();
    expect(problems).toMatchObject([{ code: 'policy-invalid', severity: 'error', path: policyFileName, line }]);
    expect(problems[0]?.message).toMatch(says);
  });

  test('that is no JSON is no policy either', () => {
    expect(readPolicy('{\n  "risk": {\n')).toMatchObject({ value: undefined, problems: [{ code: 'policy-invalid' }] });
  });
});

describe('the published schema', () => {
  const validate = new Ajv({ allErrors: true, useDefaults: true }).compile(policySchema);

  test('fills in the defaults that count', () => {
    const filled = {};
    expect(validate(filled)).toBe(true);
    expect(filled).toEqual(defaultPolicy);
  });

  test('explains every key', () => {
    const keys = [...leaves(policySchema.properties)];
    expect(keys.length).toBeGreaterThan(20);
    expect(keys.filter(([, { description = '' }]) => description.length < 10)).toEqual([]);
  });

  test('accepts what the reader accepts at the bounds of each number, and refuses what it refuses', () => {
    for (const [section, { properties }] of Object.entries(policySchema.properties as Record<string, Section>)) {
      for (const key of Object.keys(properties ?? {})) {
        for (const value of [-1, 0, 0.5, 1, 2, 20, 25, 100, 101, 500, 501, 1000, 1001, 10_000, 10_001]) {
          // Bounds of the risk depend on each other, which a schema cannot say.
          const others = section === 'risk' && key !== 'reject' ? { medium: value, high: value } : {};
          const policy = { [section]: { ...others, [key]: value } };
          expect(validate(structuredClone(policy)), JSON.stringify(policy)).toBe(read(policy).value !== undefined);
        }
      }
    }
  });

  test('is that of the file in the editor', () => {
    expect(jsonValidation).toContainEqual({
      fileMatch: [policyFileName],
      url: './media/schemas/policy.schema.json',
    });
  });
});

interface Section {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Section>>;
}

function* leaves(properties: Readonly<Record<string, Section>>, path = ''): Generator<readonly [string, Section]> {
  for (const [key, value] of Object.entries(properties)) {
    yield [`${path}${key}`, value];
    if (value.properties) yield* leaves(value.properties, `${path}${key}.`);
  }
}

describe('a decision follows the thresholds of the policy', () => {
  const judged = (score: number, of: 'low' | 'medium' | 'high', generator = 'hand'): Judged => ({
    manifest: {
      title: 'Tried',
      intents: [],
      input: {},
      output: {},
      permissions: {},
      provenance: { generator },
    },
    examples: [{ name: 'one', input: {}, output: 1 }],
    asked: 'STANDARD',
    reached: 'STANDARD',
    checks: [],
    safety: { findings: [], uses: [], score: 100, parts: [], admitted: true },
    risk: { score, class: of, factors: [] },
    runs: [],
  });

  test.each([
    [24.9, 'low', 'approve', false],
    [25, 'medium', 'approve-with-conditions', false],
    [50, 'high', 'approve-with-conditions', true],
    [79.9, 'high', 'approve-with-conditions', true],
    [80, 'high', 'reject', true],
  ] as const)('a risk of %d (%s): %s', (score, of, verdict, needsPerson) => {
    expect(decide(judged(score, of), defaultPolicy)).toMatchObject({ verdict, needsPerson });
  });

  test.each([
    ['low', undefined],
    ['medium', 10],
    ['high', 1],
  ] as const)('and bounds the first stage at a %s risk', (of, percent) => {
    const decision = decide(judged(30, of), defaultPolicy);
    expect(decision.firstStage).toBe(percent);
    const said = percent === undefined ? [] : [expect.stringContaining(`first stage reaches ${percent} %`)];
    expect(decision.conditions).toEqual(expect.arrayContaining(said));
    const unbound = { ...defaultPolicy, firstStage: { medium: 100, high: 100 } };
    expect(decide(judged(30, of), unbound)).not.toHaveProperty('firstStage');
  });

  test('and proposes to narrow permissions to what examples touch', () => {
    const judgedRun = judged(0, 'low');
    const permissions = { 'workspace:read': ['**'] };
    const effects = [{ call: 'workspace.read', arguments: ['docs/a.md'], result: '' }];
    const usage = { wallMs: 1, cpuMs: 1, peakHeapBytes: 1, calls: 1 };
    const result = { status: 'ok', value: 1, usage, logs: [], effects } as const;
    const run = { name: 'one', kind: 'example', input: {}, result, passed: true } as const;
    const decision = decide(
      {
        ...judgedRun,
        manifest: { ...judgedRun.manifest, permissions },
        safety: { ...judgedRun.safety, uses: ['workspace:read'] },
        runs: [run],
      },
      defaultPolicy,
    );
    expect(decision).toMatchObject({
      verdict: 'approve-with-conditions',
      narrower: { 'workspace:read': ['docs/*.md'] },
      conditions: ['“workspace:read” is narrowed from ** to what its examples touch, if that is all: docs/*.md.'],
    });
  });

  test('and asks a person where no example says what it should do', () => {
    const decision = decide({ ...judged(0, 'low'), examples: [] }, { ...defaultPolicy, approvePerson: [] });
    expect(decision).toMatchObject({ verdict: 'approve-with-conditions', person: 'no example says what it should do' });
    expect(decision.conditions).toEqual([
      'A person approves it by name, with a reason: no example says what it should do.',
    ]);
  });

  test('and asks a person for the generators that it names', () => {
    expect(decide(judged(0, 'low', 'language-model'), defaultPolicy).needsPerson).toBe(true);
    expect(decide(judged(0, 'low', 'language-model'), { ...defaultPolicy, approvePerson: [] }).needsPerson).toBe(false);
  });
});
