import {
  defaultRolloutPolicy,
  policyFor,
  type Rollout,
  type RolloutEvent,
  type RolloutPolicy,
  transition,
  withRollout,
} from '#capability/rollout';
import { type RolloutDecision, rolloutStrategies } from '#protocol';

const [first, ...later] = defaultRolloutPolicy.stages;
const policy: RolloutPolicy = {
  ...defaultRolloutPolicy,
  stages: [...(first ? [{ ...first, groups: ['insiders', 'testers'] }] : []), ...later],
};

const order = { by: 'ada', reason: 'It is “time”.', at: '2026-01-01T00:00:00.000Z' };
const advance: RolloutEvent = { ...order, kind: 'advance', decision: { action: 'finish' } as RolloutDecision };
const does = (kind: 'pause' | 'resume' | 'roll-back'): RolloutEvent => ({ ...order, kind });

/**
 * A flag file as it is written: of each strategy a first version and the next one, in each stage and state that they come to, a flag
 * each. `rollouts` are what it was written of, by the flags' names.
 */
export function writtenFlags(): { readonly text: string; readonly rollouts: ReadonlyMap<string, Rollout> } {
  const rollouts = new Map<string, Rollout>();
  for (const strategy of rolloutStrategies) {
    const rules = policyFor(policy, 'iso-dates', strategy);
    /** What comes of it, which is kept. */
    const after = (before: Rollout | undefined, event: RolloutEvent): Rollout => {
      const result = transition(before, event, rules);
      if ('refused' in result) throw new Error(result.refused);
      const { rollout } = result;
      rollouts.set(`${strategy}-${rollout.candidate}-${rollouts.size}-${rollout.state}`, rollout);
      return rollout;
    };
    let inUse: Rollout | undefined;
    for (const candidate of ['1.0.0', '2.0.0']) {
      let rollout = after(inUse, { ...order, kind: 'start', candidate, content: candidate, strategy });
      while (rollout.state !== 'finished') {
        after(rollout, does('roll-back'));
        rollout = after(after(after(rollout, does('pause')), does('resume')), advance);
      }
      after(rollout, does('roll-back'));
      inUse = rollout;
    }
  }
  let text: string | undefined;
  for (const [name, rollout] of rollouts) text = withRollout(text, name, rollout);
  return { text: text ?? '', rollouts };
}
