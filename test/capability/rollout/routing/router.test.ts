import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { flagFileText, flagOf, type Rollout, readFlagFile } from '#capability/rollout';
import fc from '../../../support/fastCheck.ts';
import { writtenFlags } from '../writtenFlags.ts';

const percents = [1, 10, 25, 50, 100];

function router(percent: number, groups: readonly string[] = [], key = 'iso-dates') {
  const text = flagFileText({ [key]: flagOf({ stable: '1.0.0', candidate: '2.0.0', percent, groups }) });
  const { routers: value, problems } = readFlagFile(text);
  expect(problems).toEqual([]);
  const made = value.get(key);
  if (made === undefined) throw new Error('no router');
  return made;
}

/** Keys as they come: numbers, mails, names in several scripts. */
function keys(count: number): readonly string[] {
  const forms = [
    (n: number) => `user-${n}`,
    (n: number) => `Jürgen Weiß ${n}`,
    (n: number) => `ユーザー${n}`,
    (n: number) => `🙂${n}`,
  ];
  return Array.from({ length: count }, (_, n) => forms[n % 4]?.(n) ?? '');
}

describe('a user', () => {
  test('keeps the candidate while its share grows, and everybody has it at 100 %', () => {
    const routers = percents.map((percent) => router(percent));
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (targetingKey) => {
        const got = routers.map((one) => one.route({ targetingKey }).variant);
        expect(got).toEqual(got.toSorted().toReversed());
        expect(got.at(-1)).toBe('candidate');
      }),
    );
  });

  test.each(percents)('is among the %s % as often as that, whatever script the key is in', (percent) => {
    const one = router(percent);
    const all = keys(40_000);
    const share = percent / 100;
    for (let script = 0; script < 4; script++) {
      const some = all.filter((_, n) => n % 4 === script);
      const got = some.filter((targetingKey) => one.route({ targetingKey }).variant === 'candidate').length;
      expect(Math.abs(got - some.length * share)).toBeLessThanOrEqual(4 * Math.sqrt(some.length * share * (1 - share)));
    }
  });

  test('that one rollout takes first is not the one that the next takes first', () => {
    const all = keys(4000);
    const first = router(50, [], 'iso-dates');
    const second = router(50, [], 'csv-to-json');
    const both = all.filter((targetingKey) =>
      [first, second].every((one) => one.route({ targetingKey }).variant === 'candidate'),
    );
    expect(Math.abs(both.length - 1000)).toBeLessThan(4 * Math.sqrt(4000 * 0.25 * 0.75));
  });

  test('of a group has the candidate whatever the share, and one without a key has the version in use', () => {
    const one = router(0, ['insiders', 'testers']);
    expect(one.route({ targetingKey: 'ada', groups: ['testers'] })).toEqual({
      variant: 'candidate',
      version: '2.0.0',
      reason: 'TARGETING_MATCH',
    });
    expect(one.route({ targetingKey: 'ada', groups: ['others'] }).variant).toBe('stable');
    expect(router(100).route({})).toEqual({ variant: 'stable', version: '1.0.0', reason: 'DEFAULT' });
    expect(router(0).route({ targetingKey: 'ada' })).toEqual({ variant: 'stable', version: '1.0.0', reason: 'STATIC' });
  });
});

describe('a flag file', () => {
  test('that is no JSON, or has no flags, routes nobody and says so', () => {
    for (const text of ['{', '[]', '{"flags": []}', 'null']) {
      expect(readFlagFile(text)).toMatchObject({ problems: [{ code: 'flags-unreadable', severity: 'error' }] });
    }
  });

  test('serves the flags that are right beside one that is not', () => {
    const good = flagOf({ stable: '1.0.0', candidate: '2.0.0', percent: 10 });
    const unknown = { ...good, targeting: { fractional: [['other', 1]] } };
    const logic = { ...good, targeting: { '==': [1, 1] } };
    const off = { ...good, state: 'DISABLED' };
    const text = JSON.stringify({ flags: { good, unknown, logic, off } }, null, 2);
    const { routers, unrouted, problems } = readFlagFile(text);
    expect([...routers.keys()]).toEqual(['good']);
    expect([...unrouted].map(([key, problem]) => [key, problem?.message])).toEqual([
      [
        'unknown',
        'The flag unknown is no rollout that Toolwright can route by: each variant that it names has to be among its variants.',
      ],
      ['logic', expect.stringMatching(/^The flag logic is no rollout that Toolwright can route by: /)],
      ['off', undefined],
    ]);
    expect([...unrouted.values()].every((problem) => problem === undefined || (problem.line ?? 0) > 1)).toBe(true);
    expect(problems).toEqual([]);
  });
});

describe("flagd's own schema", () => {
  const schemas = join(import.meta.dirname, '../../../fixtures/flagd-schemas');
  const read = (name: string) => JSON.parse(readFileSync(join(schemas, name), 'utf8')) as object;
  const ajv = new Ajv({ strict: false, schemas: [read('targeting.json'), read('flags.json')] });
  const validate = ajv.getSchema('https://flagd.dev/schema/v0/flags.json');

  test('accepts what we write: first versions and next ones, in all stages and states', () => {
    const { text, rollouts } = writtenFlags();
    const isAny = (is: (rollout: Rollout) => boolean) => [...rollouts.values()].some(is);
    for (const state of ['running', 'paused', 'finished', 'rolled-back']) {
      expect(isAny((one) => one.state === state && one.stable === undefined)).toBe(true);
      expect(isAny((one) => one.state === state && one.stable !== undefined)).toBe(true);
    }
    expect(isAny(({ groups }) => groups.length > 1)).toBe(true);
    expect(validate?.(JSON.parse(text)), JSON.stringify(validate?.errors)).toBe(true);
    const [name = ''] = rollouts.keys();
    const broken = JSON.parse(text);
    delete broken.flags[name].variants;
    expect(validate?.(broken)).toBe(false);
  });

  test('accepts any share, and any number of groups', () => {
    for (const groups of [[], ['a'], ['a', 'b']]) {
      for (const percent of [0, 0.01, ...percents]) {
        const text = flagFileText({ 'iso-dates': flagOf({ stable: '1.0.0', candidate: '2.0.0', percent, groups }) });
        expect(validate?.(JSON.parse(text)), JSON.stringify(validate?.errors)).toBe(true);
      }
    }
  });
});
