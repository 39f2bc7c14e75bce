import { describe, expect, it } from 'vitest';
import { type Rollout, readFlags, withoutRepeats, withRollout } from '#capability/rollout';
import { rolloutStrategies } from '#protocol';
import fc from '../../../support/fastCheck.ts';

const rollout: Rollout = {
  id: '2.0.0#1',
  state: 'running',
  strategy: 'percentage',
  stable: '1.0.0',
  candidate: '2.0.0',
  content: 'abc',
  stage: 'beta',
  percent: 10,
  groups: ['insiders'],
  since: '2026-01-01T00:00:00.000Z',
  stageSince: '2026-01-02T00:00:00.000Z',
  countedSince: '2026-01-01T00:00:00.000Z',
  revision: 2,
  command: 'advance',
  by: 'policy',
  reason: 'It does no harm.',
};

describe('the flag of a rollout', () => {
  it('says all of it, whatever its state', () => {
    const share = fc.integer({ min: 1, max: 10_000 }).map((parts) => parts / 100);
    const open = fc.record({
      state: fc.constantFrom('running' as const, 'paused' as const),
      strategy: fc.constantFrom(...rolloutStrategies),
      stable: fc.option(fc.constant('1.0.0'), { nil: undefined }),
      percent: share,
      groups: fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 3 }),
    });
    const closed = fc.constantFrom(
      { state: 'rolled-back' as const, percent: 0, groups: [] },
      { state: 'finished' as const, percent: 100, groups: [] },
    );
    fc.assert(
      fc.property(fc.oneof(open, closed), (fields) => {
        const { stable, ...rest } = { ...rollout, ...fields };
        const given: Rollout = { ...rest, ...(stable === undefined ? {} : { stable }) };
        const { value, problems } = readFlags(withRollout(undefined, 'iso-dates', given));
        expect(problems).toEqual([]);
        expect(value?.rollouts.get('iso-dates')).toEqual(given);
      }),
    );
  });

  it('routes everybody to the new version once it is finished, and to the one in use once it is rolled back', () => {
    const versionOf = (state: Rollout['state'], percent: number, user: { targetingKey?: string }) =>
      readFlags(withRollout(undefined, 'iso-dates', { ...rollout, state, percent, groups: [] }))
        .value?.routers.get('iso-dates')
        ?.route(user).version;
    for (const user of [{}, { targetingKey: 'ada' }]) {
      expect(versionOf('finished', 100, user)).toBe('2.0.0');
      expect(versionOf('rolled-back', 0, user)).toBe('1.0.0');
    }
  });

  it('leaves everything else in the file as it is', () => {
    const text = `{\n\t"$schema": "mine",\n\t"metadata": {"team": "core"},\n\t"flags": {\n\t\t"theirs": { "state": "ENABLED",   "variants": {"on": true}, "defaultVariant": "on" }\n\t},\n\t"$evaluators": {}\n}`;
    const changed = withRollout(text, 'iso-dates', rollout);
    const { 'iso-dates': _, ...flags } = JSON.parse(changed).flags;
    expect(JSON.stringify({ ...JSON.parse(changed), flags })).toBe(JSON.stringify(JSON.parse(text)));
    const again = withRollout(changed, 'iso-dates', { ...rollout, state: 'paused' });
    expect(readFlags(again).value?.rollouts.get('iso-dates')?.state).toBe('paused');
    expect(again.match(/iso-dates/g)).toHaveLength(1);
  });

  it.each(['{"flags": {"iso-d', '[]', '{"flags": []}', 'null'])('is not written into %j', (text) => {
    expect(() => withRollout(text, 'iso-dates', rollout)).toThrow(/The flag file was left as it is/);
    expect(readFlags(text).value).toBeUndefined();
  });

  it('is written beside another one that is there twice, which is told and left as it is', () => {
    const other = JSON.stringify({ state: 'DISABLED', variants: {}, defaultVariant: 'x' });
    const text = `{"flags": {\n"other": ${other},\n"other": ${other},\n"other": ${other}}}`;
    expect(readFlags(text).problems).toMatchObject([
      {
        code: 'flags-repeated',
        message: expect.stringContaining('other is there 3 times, in lines 2, 3 and 4'),
        line: 4,
      },
    ]);
    expect(readFlags(withRollout(text, 'iso-dates', rollout)).value?.rollouts.get('iso-dates')).toEqual(rollout);
    expect(withoutRepeats(text, 'iso-dates')).toBe(text);
  });

  it.each([
    ['the flag', `{"flags": {"iso-dates": {}, "iso-dates": {"state": "ENABLED"}}}`],
    ['all flags', '{"flags": {}, "flags": {}}'],
    ['a key of the flag', `{"flags": {"iso-dates": {"state": "ENABLED", "variants": {"a": "x", "a": "x"}}}}`],
  ])('is not written where it would say nothing, because the file has %s twice', (_, text) => {
    expect(() => withRollout(text, 'iso-dates', rollout)).toThrow(
      /^The flag file was left as it is, .* The key .* is there twice/,
    );
    const { value, problems } = readFlags(withRollout(withoutRepeats(text, 'iso-dates'), 'iso-dates', rollout));
    expect([value?.rollouts.get('iso-dates'), problems]).toEqual([rollout, []]);
  });

  it('is the one of a rollout also where somebody has added a version that nobody gets', () => {
    const document = JSON.parse(withRollout(undefined, 'iso-dates', { ...rollout, groups: [] }));
    const flag = document.flags['iso-dates'];
    flag.variants.third = '3.0.0';
    flag.targeting.fractional.unshift(['third', 0]);
    const { value } = readFlags(JSON.stringify(document));
    expect(value?.rollouts.get('iso-dates')).toEqual({ ...rollout, groups: [] });
    expect(value?.others.size).toBe(0);
  });

  it('that somebody else wrote gives users what has a weight: the candidate by its name, else another version', () => {
    const strayOf = (...fractional: readonly (readonly [string, number])[]) => {
      const variants = { stable: '1.0.0', candidate: '2.0.0', third: '3.0.0' };
      const flag = { state: 'ENABLED', variants, defaultVariant: 'stable', targeting: { fractional } };
      return readFlags(JSON.stringify({ flags: { flag } })).value?.others.get('flag')?.stray?.candidate;
    };
    expect(strayOf(['third', 0], ['candidate', 50], ['stable', 50])).toBe('2.0.0');
    expect(strayOf(['third', 10], ['candidate', 50], ['stable', 40])).toBe('2.0.0');
    expect(strayOf(['candidate', 0], ['third', 50], ['stable', 50])).toBe('3.0.0');
    expect(strayOf(['candidate', 0], ['third', 0], ['stable', 50])).toBeUndefined();
  });

  it('that somebody else wrote is found wherever anybody gets another version by it, as it is by default', () => {
    const name = fc.constantFrom('stable', 'candidate');
    const fractional = fc.tuple(
      fc.tuple(fc.constant('candidate'), fc.integer({ min: 0, max: 2 })),
      fc.tuple(fc.constant('stable'), fc.integer({ min: 0, max: 2 })),
    );
    const targeting = fc.option(
      fc.oneof(
        fractional.map((weights) => ({ fractional: weights })),
        fc.tuple(name, fractional).map(([ofGroup, weights]) => ({
          if: [{ in: ['beta', { var: 'groups' }] }, ofGroup, { fractional: weights }],
        })),
      ),
      { nil: undefined },
    );
    const keys = [undefined, ...Array.from({ length: 100 }, (_, n) => `user-${n}`)];
    const contexts = [[], ['beta']].flatMap((groups) => keys.map((targetingKey) => ({ targetingKey, groups })));
    fc.assert(
      fc.property(targeting, name, (given, defaultVariant) => {
        const variants = { stable: '1.0.0', candidate: '2.0.0' };
        const flag = { state: 'ENABLED', variants, defaultVariant, targeting: given };
        const { value } = readFlags(JSON.stringify({ flags: { flag } }));
        const router = value?.routers.get('flag');
        const got = contexts.map((context) => router?.route(context).version);
        const stray = value?.others.get('flag')?.stray;
        expect(stray !== undefined).toBe(got.includes('2.0.0'));
        const isAll = (which: (key: string | undefined) => boolean) =>
          got.every((version, at) => version === '2.0.0' || !which(contexts[at]?.targetingKey));
        expect(stray?.state === 'finished').toBe(isAll(() => true));
        expect(stray?.percent === 100).toBe(isAll((key) => key !== undefined));
        const isByDefault = got[0] === '2.0.0' && stray?.state !== 'finished';
        if (stray?.groups.length === 0) expect(stray.unnamed ?? false).toBe(isByDefault);
      }),
    );
  });

  it('that somebody else wrote is found where only a few in millions get another version by it', () => {
    const shareOf = (...fractional: readonly (readonly [string, number])[]) => {
      const variants = { stable: '1.0.0', candidate: '2.0.0' };
      const flag = { state: 'ENABLED', variants, defaultVariant: 'stable', targeting: { fractional } };
      return readFlags(JSON.stringify({ flags: { flag } })).value?.others.get('flag')?.stray?.percent;
    };
    expect(shareOf(['candidate', 1], ['stable', 3_000_000])).toBe(0.0001);
    expect(shareOf(['candidate', 3_000_000], ['stable', 1])).toBe(99.9999);
  });

  it('that somebody else wrote for something else is no rollout', () => {
    const flags = {
      theirs: { state: 'ENABLED', variants: { stable: '1.0.0', candidate: '2.0.0' }, defaultVariant: 'stable' },
    };
    const { value } = readFlags(JSON.stringify({ flags }));
    expect(value?.rollouts.size).toBe(0);
    expect(value?.routers.size).toBe(1);
  });
});
