import { describe, expect, it } from 'vitest';
import { byPolicy, defaultRolloutPolicy, policyFor, type Rollout, transition } from '#capability/rollout';
import type { RolloutAction, RolloutDecision, RolloutStrategy } from '#protocol';
import fc from '../../../support/fastCheck.ts';

const says = (action: RolloutAction): RolloutDecision => ({ action, words: `The policy says: ${action}.` }) as never;
const by = { by: 'ada', reason: 'because', at: '2026-01-01T00:00:00.000Z' };
const policy = (strategy: RolloutStrategy = 'percentage') => policyFor(defaultRolloutPolicy, 'iso-dates', strategy);

const start = (candidate = '2.0.0', strategy: RolloutStrategy = 'percentage') =>
  ({ kind: 'start', candidate, content: `hash of ${candidate}`, strategy, ...by }) as const;

/** What comes of it, which has to be allowed. */
function after(rollout: Rollout | undefined, ...events: readonly Parameters<typeof transition>[1][]): Rollout {
  let now = rollout;
  for (const event of events) {
    const result = transition(now, event, policy(event.kind === 'start' ? event.strategy : now?.strategy));
    if ('refused' in result) throw new Error(result.refused);
    now = result.rollout;
  }
  return now as Rollout;
}

const advance = { kind: 'advance', decision: says('advance'), ...by } as const;
const refusal = (rollout: Rollout | undefined, event: Parameters<typeof transition>[1]) => {
  const result = transition(rollout, event, policy(rollout?.strategy));
  return 'refused' in result ? result.refused : undefined;
};

describe('a rollout', () => {
  it('ends with everybody, whatever the policy ends with: nobody goes from a tenth to all without a stage', () => {
    const stages = [
      { name: 'canary', percent: 1, minutes: 5, requests: 6 },
      { name: 'beta', percent: 10, minutes: 7, requests: 8 },
    ];
    for (const strategy of ['percentage', 'canary'] as const) {
      const ladder = policyFor({ ...defaultRolloutPolicy, stages }, 'iso-dates', strategy).stages;
      expect(ladder.at(-1)).toEqual({ name: 'everybody', percent: 100, minutes: 7, requests: 8 });
      expect(ladder.map(({ percent }) => percent)).toEqual(strategy === 'canary' ? [1, 100] : [1, 10, 100]);
    }
  });

  it('climbs its ladder one stage at a time, and is finished after the last', () => {
    const seen: string[] = [];
    let now = after(undefined, start());
    while (now.state === 'running') {
      seen.push(`${now.stage} ${now.percent}`);
      now = after(now, advance);
    }
    expect(seen).toEqual(['canary 1', 'beta 10', 'gradual 25 % 25', 'gradual 50 % 50', 'production 100']);
    expect(now).toMatchObject({ state: 'finished', command: 'finish', percent: 100, revision: 6 });
  });

  it('leaves the version that it brought to everybody as the one in use for the next', () => {
    const first = after(undefined, start('1.0.0', 'flag'), advance);
    expect(first).toMatchObject({ state: 'finished', candidate: '1.0.0' });
    const second = after(first, start('2.0.0'));
    expect(second).toMatchObject({
      stable: '1.0.0',
      candidate: '2.0.0',
      revision: 3,
      id: expect.stringMatching(/^2\.0\.0#3\./),
    });
    expect(after(second, { kind: 'roll-back', ...by }, start('2.0.1'))).toMatchObject({ stable: '1.0.0' });
    expect(refusal(first, start('1.0.0'))).toBe('Version 1.0.0 is the one in use.');
    expect(refusal(second, start('3.0.0'))).toMatch(/^Version 2\.0\.0 is being rolled out/);
  });

  it('is advanced against the policy by a person who overrules it, and never so by the policy', () => {
    const now = after(undefined, start());
    const hold = { ...advance, decision: says('hold') };
    expect(refusal(now, hold)).toBe('The policy says: hold.');
    expect(refusal(now, { ...hold, by: byPolicy, overrule: true })).toBe('The policy says: hold.');
    expect(after(now, { ...hold, overrule: true })).toMatchObject({ stage: 'beta' });
  });

  it('that the policy paused is counted anew when a person resumes it; one that a person paused goes on', () => {
    const now = after(undefined, start());
    const byPerson = after(now, { kind: 'pause', ...by }, { kind: 'resume', ...by });
    expect(byPerson).toMatchObject({ id: now.id, state: 'running', revision: 3 });
    const byRule = after(now, { kind: 'pause', ...by, by: byPolicy }, { kind: 'resume', ...by });
    expect(byRule).toMatchObject({ id: expect.stringMatching(/^2\.0\.0#3\./), percent: now.percent });
    expect(refusal(after(now, { kind: 'pause', ...by }), advance)).toBe('It does not go on: it is paused (2.0.0).');
  });

  it('stays in a stage that a team has taken out of its policy, and goes on to the next greater share', () => {
    const now = { ...after(undefined, start()), stage: 'of old', percent: 12 };
    expect(after(now, advance)).toMatchObject({ stage: 'gradual 25 %', percent: 25 });
  });

  it('goes on to the groups that are left where a stage was given another name, and not to everybody', () => {
    const stage = { percent: 0, minutes: 1, requests: 1 };
    const ladder = (first: string) =>
      policyFor(
        {
          ...defaultRolloutPolicy,
          stages: [
            { ...stage, name: first, groups: ['insiders'] },
            { ...stage, name: 'partners', groups: ['partners'] },
          ],
        },
        'iso-dates',
        'groups',
      );
    const { rollout } = transition(undefined, start('2.0.0', 'groups'), ladder('insiders')) as { rollout: Rollout };
    const next = transition(rollout, advance, ladder('staff')) as { rollout: Rollout };
    expect(next.rollout).toMatchObject({ stage: 'partners', percent: 0, groups: ['insiders', 'partners'] });
  });

  it('goes on to the groups that a stage of the same name got meanwhile, and not past it', () => {
    const ladder = (...groups: [string, ...string[]]) => {
      const stages = [{ name: 'insiders', percent: 0, groups, minutes: 1, requests: 1 }];
      return policyFor({ ...defaultRolloutPolicy, stages }, 'iso-dates', 'groups');
    };
    const { rollout } = transition(undefined, start('2.0.0', 'groups'), ladder('staff')) as { rollout: Rollout };
    const next = transition(rollout, advance, ladder('staff', 'partners')) as { rollout: Rollout };
    expect(next.rollout).toMatchObject({ stage: 'insiders', percent: 0, groups: ['staff', 'partners'] });
  });

  it('takes no group away that the policy still names, where a stage that was passed got another one', () => {
    const stage = { percent: 0, minutes: 1, requests: 1 };
    const ladder = (...groups: [string, ...string[]]) => {
      const stages = [
        { ...stage, name: 'insiders', groups },
        { ...stage, name: 'partners', groups: ['partners'] as [string] },
      ];
      return policyFor({ ...defaultRolloutPolicy, stages }, 'iso-dates', 'groups');
    };
    const step = (rollout: Rollout | undefined, event: Parameters<typeof transition>[1], by = ladder('staff')) =>
      (transition(rollout, event, by) as { rollout: Rollout }).rollout;
    const partners = step(step(undefined, start('2.0.0', 'groups')), advance);
    const next = step(partners, advance, ladder('staff', 'testers'));
    expect(next).toMatchObject({ stage: 'partners', groups: ['staff', 'testers', 'partners'] });
    expect(step(next, advance, ladder('staff', 'testers'))).toMatchObject({ stage: 'everybody', percent: 100 });
  });

  it('brings it to groups one after the other, then to all, where the policy says so', () => {
    const stages = [
      { name: 'insiders', percent: 0, groups: ['insiders'], minutes: 1, requests: 1 },
      { name: 'partners', percent: 0, groups: ['partners'], minutes: 1, requests: 1 },
      { name: 'production', percent: 100, minutes: 1, requests: 1 },
    ];
    const groups = policyFor({ ...defaultRolloutPolicy, stages }, 'iso-dates', 'groups');
    const step = (rollout: Rollout | undefined, event: Parameters<typeof transition>[1]) =>
      transition(rollout, event, groups) as { rollout: Rollout };
    const first = step(undefined, start('2.0.0', 'groups')).rollout;
    const second = step(first, advance).rollout;
    expect([first.groups, second.groups]).toEqual([['insiders'], ['insiders', 'partners']]);
    expect(step(second, advance).rollout).toMatchObject({ percent: 100, groups: [] });
    expect(transition(undefined, start('2.0.0', 'groups'), policy('groups'))).toMatchObject({
      refused: expect.stringMatching(/no stage with groups/),
    });
  });
});

it('never skips a stage, loses the version in use, or takes users away but by a roll-back, whatever is asked', () => {
  const action = fc.constantFrom<RolloutAction>('advance', 'finish', 'hold', 'pause', 'roll-back');
  const event = fc.oneof(
    fc.record({ kind: fc.constant('advance' as const), decision: action.map(says), overrule: fc.boolean() }),
    fc.record({ kind: fc.constantFrom('pause' as const, 'resume' as const, 'roll-back' as const) }),
  );
  const person = fc.constantFrom('ada', byPolicy);
  const strategies = fc.constantFrom<RolloutStrategy>('percentage', 'canary', 'flag', 'ab');
  fc.assert(
    fc.property(strategies, fc.array(fc.tuple(event, person), { maxLength: 30 }), (strategy, asked) => {
      const ladder = policy(strategy);
      const shares = ladder.stages.map(({ percent }) => percent);
      let now = after(after(undefined, start('1.0.0', 'flag'), advance), start('2.0.0', strategy));
      for (const [one, who] of asked) {
        const result = transition(now, { ...by, ...one, by: who }, ladder);
        if ('refused' in result) continue;
        const { rollout: next } = result;
        const from = shares.indexOf(now.percent);
        expect(next.stable).toBe('1.0.0');
        expect(next.revision).toBe(now.revision + 1);
        if (next.state === 'rolled-back') expect(next.percent).toBe(0);
        else if (next.state === 'finished') expect(from).toBe(shares.length - 1);
        else expect([from, from + 1]).toContain(shares.indexOf(next.percent));
        now = next;
      }
    }),
    { numRuns: 200 },
  );
});
