import { describe, expect, it } from 'vitest';
import { type Rollout, readFlags, withRollout } from '#capability/rollout';
import fc from '../../../support/fastCheck.ts';

const rollout: Rollout = {
  ...{ id: '2.0.0#1', state: 'running', strategy: 'percentage', stable: '1.0.0', candidate: '2.0.0', content: 'abc' },
  ...{ stage: 'beta', percent: 10, groups: [], since: '2026-01-01T00:00:00.000Z' },
  ...{ stageSince: '2026-01-02T00:00:00.000Z', countedSince: '2026-01-01T00:00:00.000Z' },
  ...{ revision: 2, command: 'advance', by: 'policy', reason: 'It does no harm.' },
};

type Flag = Record<string, unknown> & { readonly metadata: Record<string, unknown> };

const flagIn = (text: string): Flag => JSON.parse(text).flags['iso-dates'];

/** The file of a rollout whose flag somebody has changed. */
function changed(by: object): string {
  const document = JSON.parse(withRollout(undefined, 'iso-dates', rollout));
  Object.assign(document.flags['iso-dates'], by);
  return JSON.stringify(document);
}

function rolloutIn(text: string): Rollout {
  const found = readFlags(text).value?.rollouts.get('iso-dates');
  if (found === undefined) throw new Error(`there is no rollout in ${text}`);
  return found;
}

const paused = (text: string): string => {
  const found = rolloutIn(text);
  const { revision } = found;
  const pause = { state: 'paused', command: 'pause', revision: revision + 1, by: 'ada', reason: 'Look.' } as const;
  return withRollout(text, 'iso-dates', { ...found, ...pause });
};

const resumed = (text: string): string => {
  const found = rolloutIn(text);
  const resume = { state: 'running', command: 'resume', revision: found.revision + 1, id: '2.0.0#9' } as const;
  return withRollout(text, 'iso-dates', { ...found, ...resume });
};

const split = (candidate: number, stable: number) => ({
  fractional: [
    ['candidate', candidate],
    ['stable', stable],
  ],
});

const inBeta = { in: ['beta', { var: 'groups' }] };

const users = [undefined, ...Array.from({ length: 200 }, (_, n) => `user-${n}`)];
const contexts = [[], ['beta'], ['insiders'], ['beta', 'insiders']].flatMap((groups) =>
  users.map((targetingKey) => ({ targetingKey, groups })),
);

function versionsBy(text: string): readonly (string | undefined)[] {
  const router = readFlags(text).value?.routers.get('iso-dates');
  return contexts.map((context) => router?.route(context).version);
}

describe('a flag that was changed by hand', () => {
  it.each([
    ['keeps a group out', { targeting: { if: [inBeta, 'stable', split(5000, 5000)] } }],
    ['gives less than a hundredth of a percent', { targeting: split(1, 3_000_000) }],
    ['gives nearly all', { targeting: split(9_999_999, 1) }],
    ['gives a share that no percentage is', { targeting: split(1, 2) }],
    ['gives others it by default', { defaultVariant: 'candidate' }],
    ['has the versions the other way round', { targeting: { fractional: split(10, 90).fractional.toReversed() } }],
    ['has a version that nobody gets', { variants: { stable: '1.0.0', candidate: '2.0.0', third: '3.0.0' } }],
    ['has what is nobody’s business', { description: 'Ask Ada.', metadata: { ...metadata(), team: 'core' } }],
  ])('and %s, is as it was once it is paused, twice, and resumed', (_, by) => {
    const text = changed(by);
    const before = flagIn(text);
    for (const written of [paused(text), paused(paused(text)), resumed(paused(text))]) {
      const { metadata: now, ...flag } = flagIn(written);
      expect({ ...flag, metadata: before.metadata }).toEqual(before);
      expect(versionsBy(written)).toEqual(versionsBy(text));
      expect({ ...before.metadata, ...now }).toEqual(now);
    }
    expect(rolloutIn(paused(text)).state).toBe('paused');
    expect(rolloutIn(resumed(paused(text)))).toMatchObject({ state: 'running', id: '2.0.0#9' });
  });

  function metadata(): object {
    return flagIn(withRollout(undefined, 'iso-dates', rollout)).metadata;
  }

  it('is as it was once it is paused and resumed, whatever it says', () => {
    const variant = fc.constantFrom('candidate', 'stable');
    const weight = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2 ** 29 }));
    const fractional = fc.array(fc.tuple(variant, weight), { minLength: 1, maxLength: 3 });
    const shared = fractional.map((weights) => ({ fractional: weights }));
    const inGroup = fc.constantFrom('beta', 'insiders').map((group) => ({ in: [group, { var: 'groups' }] }));
    const inGroups = fc.oneof(
      inGroup,
      fc.array(inGroup, { minLength: 1, maxLength: 2 }).map((or) => ({ or })),
    );
    const grouped = fc.tuple(inGroups, variant, shared).map((parts) => ({ if: parts }));
    fc.assert(
      fc.property(fc.oneof(shared, grouped), variant, (targeting, defaultVariant) => {
        const text = changed({ targeting, defaultVariant });
        const { state } = rolloutIn(text);
        fc.pre(state !== 'rolled-back');
        const { metadata: _, ...before } = flagIn(text);
        const { metadata: __, ...after } = flagIn(resumed(paused(text)));
        expect(after).toEqual(before);
      }),
    );
  });

  it('is left as it is written but for its metadata, to the letter', () => {
    const text = changed({ targeting: split(1, 2) }).replace('[["candidate",1]', '[\n[ "candidate",\t1]');
    expect(text).toContain('\t');
    const upTo = (one: string) => one.slice(0, one.indexOf('"metadata"'));
    expect(upTo(paused(text))).toBe(upTo(text));
  });

  it('is written anew by what sets a share, and keeps what is nobody’s business', () => {
    const text = changed({
      targeting: { if: [inBeta, 'stable', split(1, 1)] },
      ...{ defaultVariant: 'candidate', description: 'Ask Ada.', metadata: { ...metadata(), team: 'core' } },
    });
    const steps = [
      { state: 'running', command: 'advance', percent: 50, groups: [] },
      { state: 'finished', command: 'finish', percent: 100, groups: [] },
      { state: 'rolled-back', command: 'roll-back', percent: 0, groups: [] },
    ] as const;
    for (const step of steps) {
      const written = withRollout(text, 'iso-dates', { ...rollout, ...step });
      const own = flagIn(withRollout(undefined, 'iso-dates', { ...rollout, ...step }));
      expect(flagIn(written)).toEqual({ ...own, description: 'Ask Ada.', metadata: { ...own.metadata, team: 'core' } });
      expect(rolloutIn(written)).toEqual({ ...rollout, ...step });
    }
  });

  it('and is none of a rollout, keeps what is nobody’s business where its version is taken back', () => {
    const text = changed({ description: 'Ask Ada.', metadata: { team: 'core' } });
    expect(readFlags(text).value?.others.get('iso-dates')?.stray).toBeDefined();
    const back = { ...rollout, state: 'rolled-back', command: 'roll-back', percent: 0 } as const;
    const own = flagIn(withRollout(undefined, 'iso-dates', back));
    const kept = { ...own, description: 'Ask Ada.', metadata: { ...own.metadata, team: 'core' } };
    expect(flagIn(withRollout(text, 'iso-dates', back))).toEqual(kept);
  });

  it('and gave everybody the version in its last stage, is finished for those whom nobody names, too', () => {
    const last = { ...rollout, percent: 100 };
    const finished = { ...last, state: 'finished', command: 'finish' } as const;
    const text = withRollout(withRollout(undefined, 'iso-dates', last), 'iso-dates', finished);
    expect(new Set(versionsBy(text))).toEqual(new Set(['2.0.0']));
  });

  it('says whom it keeps out, and can be written again by what was read of it alone', () => {
    const cases = [
      { targeting: { if: [{ or: [inBeta, { in: ['insiders', { var: 'groups' }] }] }, 'stable', split(1, 3)] } },
      { targeting: { if: [inBeta, 'stable', split(1, 999_999)] }, defaultVariant: 'candidate' },
      { targeting: split(999_999, 1) },
      { targeting: split(1, 3_000_000) },
      { targeting: split(9_999_999, 1) },
      { targeting: split(0, 1), defaultVariant: 'candidate' },
      { targeting: { if: [inBeta, 'stable', split(0, 1)] }, defaultVariant: 'candidate' },
    ];
    expect(cases.map((by) => rolloutIn(changed(by)).keptOut)).toEqual([
      ['beta', 'insiders'],
      ['beta'],
      ...[undefined, undefined, undefined, undefined],
      ['beta'],
    ]);
    for (const by of cases) {
      const text = changed(by);
      const again = withRollout(undefined, 'iso-dates', rolloutIn(text));
      expect(rolloutIn(again)).toEqual(rolloutIn(text));
      // Shares of which a user in a million may be told: none of these users is the one.
      expect(versionsBy(again)).toEqual(versionsBy(text));
    }
  });
});
