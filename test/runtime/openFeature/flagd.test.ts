import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FlagdCore } from '@openfeature/flagd-core';
import { FlagdProvider } from '@openfeature/flagd-provider';
import { type EvaluationContext, OpenFeature } from '@openfeature/server-sdk';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { readFlags } from '#capability/rollout';
import { FlagDefinitions } from '../../../src/runtime/openFeature/definitions.ts';
import { writtenFlags } from '../../capability/rollout/writtenFlags.ts';
import fc from '../../support/fastCheck.ts';

afterEach(() => OpenFeature.clearProviders());

const silent = { error() {}, warn() {}, info() {}, debug() {} };

/** Ours and flagd's own for JavaScript, with the same flags. */
function both(document: object) {
  const ours = new FlagDefinitions();
  expect(ours.take(document)?.problems).toEqual([]);
  const theirs = new FlagdCore(undefined, silent);
  theirs.setConfigurations(JSON.stringify(document));
  return (key: string, context: Record<string, unknown>) => {
    const told = theirs.resolveStringEvaluation(key, 'fallback', context as EvaluationContext, silent);
    const { value, reason, variant, errorCode } = ours.resolve(key, 'string', 'fallback', context);
    return [
      { value, reason, variant, errorCode },
      { value: told.value, reason: told.reason, variant: told.variant, errorCode: told.errorCode },
    ];
  };
}

const variants = { a: 'A', b: 'B', c: 'C' };
const flag = (targeting: object) => ({ state: 'ENABLED', variants, defaultVariant: 'a', targeting });

/** What flagd adds to JSONLogic, rightly and wrongly used. */
const targetings: Readonly<Record<string, object>> = {
  shares: {
    fractional: [
      ['a', 10],
      ['b', 20],
      ['c', 70],
    ],
  },
  'by another text': { fractional: [{ cat: ['salt', { var: 'email' }] }, ['a', 50], ['b', 50]] },
  'without weights': { fractional: [['a'], ['b']] },
  'a weight below 0': {
    fractional: [
      ['a', -1],
      ['b', 2],
    ],
  },
  'half a weight': {
    fractional: [
      ['a', 0.5],
      ['b', 2],
    ],
  },
  'weights beyond the most': {
    fractional: [
      ['a', 2 ** 31 - 1],
      ['b', 1],
    ],
  },
  'nothing for some': {
    fractional: [
      [null, 50],
      ['b', 50],
    ],
  },
  begins: { if: [{ starts_with: [{ var: 'email' }, 'ada'] }, 'b', 'c'] },
  ends: { if: [{ ends_with: [{ var: 'email' }, '.org'] }, 'b', 'c'] },
  'begins with a number': { if: [{ starts_with: [{ var: 'email' }, 1] }, 'b', 'c'] },
  newer: { if: [{ sem_ver: [{ var: 'version' }, '>=', '1.2.0'] }, 'b', 'c'] },
  'same major': { if: [{ sem_ver: [{ var: 'version' }, '^', 'v1'] }, 'b', null] },
  'same minor': { if: [{ sem_ver: [{ var: 'version' }, '~', '1.2'] }, 'b', null] },
  'no such comparison': { if: [{ sem_ver: [{ var: 'version' }, '?', '1.2'] }, 'b', null] },
  'its own key': { if: [{ '==': [{ var: '$flagd.flagKey' }, 'its own key'] }, 'c', 'b'] },
  'a group': { if: [{ in: ['staff', { var: 'groups' }] }, 'b', { $ref: 'halves' }] },
  'no variant': { if: [true, 'nowhere'] },
};

describe('flags with any targeting', () => {
  const document = {
    flags: Object.fromEntries(Object.entries(targetings).map(([key, targeting]) => [key, flag(targeting)])),
    $evaluators: {
      halves: {
        fractional: [
          ['a', 50],
          ['c', 50],
        ],
      },
    },
  };
  const resolve = both(document);
  const context = fc.record(
    {
      targetingKey: fc.string({ unit: 'grapheme-ascii', minLength: 1 }),
      email: fc.constantFrom('ada@example.org', 'bob@example.com'),
      version: fc.constantFrom('1.2.3', 'v1.3.0', '2.0.0-rc.1', '1', 'none'),
      groups: fc.subarray(['staff', 'testers']),
    },
    { requiredKeys: ['email', 'version'] },
  );

  test.each(Object.keys(targetings))("are resolved as by flagd's own library: %s", (key) => {
    fc.assert(
      fc.property(context, (given) => {
        const [ours, theirs] = resolve(key, given);
        // The library leaves the value of an error to its caller.
        expect(ours).toEqual(theirs?.errorCode === undefined ? theirs : { ...theirs, value: 'fallback' });
      }),
    );
  });
});

describe('our flag file', () => {
  const { text, rollouts } = writtenFlags();
  test("gives the same version by flagd's library and by ours, in all stages and states, for keys in ASCII", () => {
    const resolve = both(JSON.parse(text));
    const routers = readFlags(text).value?.routers;
    const context = fc.record({
      targetingKey: fc.string({ unit: 'grapheme-ascii', minLength: 1 }),
      groups: fc.subarray(['insiders', 'testers', 'others']),
    });
    fc.assert(
      fc.property(context, fc.constantFrom(...rollouts.keys()), (given, name) => {
        const [ours, theirs] = resolve(name, given);
        expect(ours).toEqual(theirs);
        const { version, variant } = routers?.get(name)?.route(given) ?? {};
        expect({ value: version, variant }).toEqual({ value: theirs?.value, variant: theirs?.variant });
      }),
    );
  });

  test('gives another one to some users beyond ASCII: flagd hashes UTF-8 as we do, its library for JavaScript does not', () => {
    const resolve = both(JSON.parse(text));
    const [half = ''] = [...rollouts].find(([, { state, percent }]) => state === 'running' && percent === 50) ?? [];
    const differ = Array.from({ length: 200 }, (_, n) => resolve(half, { targetingKey: `Zoë ${n}`, groups: [] }));
    expect(differ.filter(([ours, theirs]) => ours?.value !== theirs?.value).length).toBeGreaterThan(50);
  });

  test("is read by flagd's provider in the process", async () => {
    const folder = mkdtempSync(join(tmpdir(), 'toolwright-flagd-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'rollouts.json');
    writeFileSync(file, text);
    const provider = new FlagdProvider({ resolverType: 'in-process', offlineFlagSourcePath: file });
    await OpenFeature.setProviderAndWait('flagd', provider);
    const client = OpenFeature.getClient('flagd');
    for (const [name, { state, stable = '', candidate, percent, groups }] of rollouts) {
      const version = (ofGroups: string[]) =>
        client.getStringValue(name, 'none', { targetingKey: 'ada', groups: ofGroups });
      if (groups[0] !== undefined) expect(await version([groups[0]]), name).toBe(candidate);
      if (percent === 100) expect(await version([]), name).toBe(candidate);
      if (state === 'rolled-back') expect(await version(['insiders']), name).toBe(stable);
    }
  });
});
