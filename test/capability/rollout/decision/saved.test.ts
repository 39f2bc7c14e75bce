import { describe, expect, test } from 'vitest';
import { defaultRolloutPolicy as policy } from '#capability/rollout';
import { Evidence } from '../../../../src/capability/rollout/decision/evidence.ts';
import type { ServedRequest } from '../../../../src/capability/rollout/decision/request.ts';
import { tests } from '../../../../src/capability/rollout/decision/verdict.ts';
import { CountingApp } from '../../../../src/capability/rollout/simulation/countingApp.ts';
import fc from '../../../support/fastCheck.ts';

const stage = policy.stages[0] as (typeof policy.stages)[0];

const requests = fc.array(
  fc.record({
    user: fc.integer({ min: 0, max: 12 }),
    failed: fc.boolean(),
    isSlow: fc.boolean(),
    feedback: fc.constantFrom(undefined, 'up' as const, 'down' as const),
  }),
  { maxLength: 120 },
);

const served = (
  { user, failed, isSlow, feedback }: (typeof requests extends fc.Arbitrary<infer T> ? T : never)[number],
  at: number,
): ServedRequest => ({
  user: `user-${user}`,
  arm: user % 3 === 0 ? 'candidate' : 'control',
  failed,
  ms: isSlow ? 300 : 3,
  at,
  ...(feedback === undefined ? {} : { feedback }),
});

const throughJson = (evidence: Evidence): unknown => JSON.parse(JSON.stringify(evidence.save()));

function restored(saved: unknown): Evidence {
  const evidence = Evidence.restore(saved, policy);
  if (evidence === undefined) throw new Error('It was not restored.');
  return evidence;
}

/** A controller that sees requests, singly and in increments of an app, and is stopped and started anew at some of them. */
function seen(all: readonly ServedRequest[], stops: ReadonlySet<number>): Evidence {
  const app = new CountingApp('app', 0, policy.latency.ms);
  let evidence = new Evidence(policy, 0);
  for (const [at, request] of all.entries()) {
    if (at === 40) evidence.enter(50, at);
    evidence.add(request);
    app.add(request);
    if (at % 7 === 6) evidence.addIncrement(app.scrape(at));
    if (stops.has(at)) evidence = restored(throughJson(evidence));
  }
  return evidence;
}

describe('saved evidence', () => {
  test('is gone on with as if it had never been interrupted', () => {
    fc.assert(
      fc.property(requests, fc.array(fc.nat(119), { maxLength: 5 }), (drawn, stops) => {
        const all = drawn.map(served);
        const [whole, interrupted] = [seen(all, new Set()), seen(all, new Set(stops))];
        expect(throughJson(interrupted)).toEqual(throughJson(whole));
        const values = (evidence: Evidence) => tests.map((one) => one.log(evidence));
        expect(values(interrupted)).toEqual(values(whole));
      }),
      { numRuns: 40 },
    );
  });

  test('is none if it is damaged, of another format, or of other limits', () => {
    const saved = seen([{ user: 'ada', arm: 'candidate', failed: true, ms: 1, at: 0 }], new Set()).save();
    expect(Evidence.restore(saved, policy)).toBeDefined();
    // What concerns no test of it may change.
    expect(Evidence.restore(saved, { ...policy, stages: [{ ...stage, percent: 5 }] })).toBeDefined();
    const other = { ...policy, errors: { ...policy.errors, limit: 0.02 } };
    expect(Evidence.restore(saved, other)).toBeUndefined();
    const broken = [
      undefined,
      null,
      'text',
      { ...saved, format: 0 },
      { ...saved, users: [['ada', 1]] },
      { ...saved, split: [Number.NaN] },
      { ...saved, worse: undefined },
    ];
    for (const one of broken) expect(Evidence.restore(one, policy)).toBeUndefined();
  });
});
