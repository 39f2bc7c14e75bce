import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { defaultRolloutPolicy, readRolloutPolicy, rolloutPolicyFileName } from '#capability/rollout';
import schema from '../../../media/schemas/rollout-policy.schema.json' with { type: 'json' };
import { jsonValidation } from '../../../src/host/contributions/agents.ts';

const read = (policy: unknown) => readRolloutPolicy(JSON.stringify(policy, null, 2));

const stage = (percent: number) => ({ name: `${percent} %`, percent, minutes: 1, requests: 1 });

describe('a rollout policy', () => {
  test('has the defaults for what it leaves out', () => {
    expect(read({})).toEqual({ value: defaultRolloutPolicy, problems: [] });
    expect(read({ errors: { limit: 0.1 } }).value?.errors).toEqual({ limit: 0.1, margin: 0.02 });
  });

  test('is shown in its documentation as it is', () => {
    const page = readFileSync(new URL('../../../docs/rollout.md', import.meta.url), 'utf8');
    const [, shown = ''] = /## The policy[\s\S]*?```json\n([\s\S]*?)```/.exec(page) ?? [];
    expect(defaultRolloutPolicy).toMatchObject(JSON.parse(shown));
  });

  test.each([
    ['an unknown key', { stages: [stage(1)], steps: [] }, 10, /: steps: there is no such key\.$/],
    ['a share beyond 1', { errors: { limit: 5 } }, 3, /: errors\.limit: it has to be 0\.9999 at most, and is 5\.$/],
    [
      'stages that do not grow',
      { stages: [stage(10), { ...stage(10), name: 'again' }] },
      2,
      /each stage has to have more percent/,
    ],
    ['two stages of one name', { stages: [stage(1), { ...stage(2), name: '1 %' }] }, 2, /a name of its own/],
    ['a stage of nobody', { stages: [stage(0)] }, 3, /a stage has 0.01 percent at least, or groups/],
    ['groups after a share', { stages: [stage(1), { ...stage(0), groups: ['a'] }] }, 2, /has to have more percent/],
    [
      'a comparison of everybody',
      { ab: { percent: 100 } },
      3,
      /: ab\.percent: it has to be 99\.99 at most, and is 100\.$/,
    ],
    ['no stage', { stages: [] }, 2, /: stages: it has to have one entry at least\.$/],
    ['a list in the place of all', [], 1, /it has to be an object\.$/],
    [
      'a wrong type deep inside',
      { stages: [{ ...stage(1), minutes: '1' }] },
      6,
      /: stages\.0\.minutes: it has to be a number, and is "1"\.$/,
    ],
    ['a number in the place of a list', { stages: 3 }, 2, /: stages: it has to be a list, and is 3\.$/],
    [
      'a stage without a name',
      { stages: [{ ...stage(1), name: undefined }] },
      3,
      /: stages\.0\.name: it is missing\.$/,
    ],
    ['an unknown strategy', { strategy: 'x' }, 2, /: strategy: it has to be "percentage" or .* or "ab", and is "x"\.$/],
  ])('with %s is none, and the problem says where', (_, policy, line, says) => {
    const { value, problems } = read(policy);
    expect(value).toBeUndefined();
    expect(problems).toMatchObject([{ code: 'rollout-policy-invalid', path: rolloutPolicyFileName, line }]);
    expect(problems[0]?.message).toMatch(says);
  });

  test('has shares in the hundredths of a percent that flags have', () => {
    const { value } = read({ stages: [{ ...stage(1), percent: 100 / 3 }, stage(100)], ab: { percent: 12.345 } });
    expect(value?.stages[0]?.percent).toBe(33.33);
    expect(value?.ab.percent).toBe(12.35);
  });

  test('that is no JSON is none either', () => {
    expect(readRolloutPolicy('{')).toMatchObject({ value: undefined, problems: [{ code: 'rollout-policy-invalid' }] });
  });
});

describe('the published schema', () => {
  const validate = new Ajv({ allErrors: true, useDefaults: true }).compile(schema);

  test('fills in the defaults that count', () => {
    const filled = {};
    expect(validate(filled)).toBe(true);
    expect(filled).toEqual(defaultRolloutPolicy);
  });

  test('accepts what the reader accepts at the bounds of each number, and refuses what it refuses', () => {
    for (const section of ['errors', 'latency', 'feedback', 'falseAlarms', 'advance'] as const) {
      for (const key of Object.keys(defaultRolloutPolicy[section])) {
        for (const value of [-1, 0, 0.00001, 0.0001, 0.001, 0.5, 0.9999, 1, 1e9, 1e10, '1']) {
          const policy = { [section]: { [key]: value } };
          expect(validate(structuredClone(policy)), JSON.stringify(policy)).toBe(read(policy).value !== undefined);
        }
      }
    }
    for (const key of ['percent', 'minutes', 'requests'] as const) {
      for (const value of [-1, 0, 0.01, 0.5, 1, 100, 101, 100_000, 100_001, 10_000_000, 10_000_001]) {
        for (const more of [{}, { groups: ['insiders'] }, { groups: [] }]) {
          const policy = { stages: [{ ...stage(1), ...more, [key]: value }] };
          const isRead = read(policy).value !== undefined;
          expect(validate(structuredClone(policy)), JSON.stringify(policy)).toBe(isRead);
          const own = { capabilities: { 'iso-dates': policy } };
          expect(validate(structuredClone(own)), JSON.stringify(own)).toBe(isRead);
        }
      }
    }
  });

  test('is that of the file in the editor', () => {
    expect(jsonValidation).toContainEqual({
      fileMatch: [rolloutPolicyFileName],
      url: './media/schemas/rollout-policy.schema.json',
    });
  });
});
