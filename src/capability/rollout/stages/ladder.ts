import { type RolloutStart, type RolloutStrategy, rolloutStrategies } from '#protocol';
import type { RolloutPolicy, RolloutStage } from '../policy.ts';
import { areSameGroups, type Rollout } from './rollout.ts';

/** The policy as it is for one capability and strategy: its stages are the ladder that a rollout climbs. */
export function policyFor(policy: RolloutPolicy, name: string, strategy?: RolloutStrategy): RolloutPolicy {
  const own = Object.hasOwn(policy.capabilities, name) ? policy.capabilities[name] : undefined;
  const chosen = strategy ?? own?.strategy ?? policy.strategy;
  const merged = { ...policy, strategy: chosen, stages: own?.stages ?? policy.stages, ab: own?.ab ?? policy.ab };
  return { ...merged, stages: ladders[chosen](merged) };
}

/** Who would get a capability's next version first, by each strategy for which the policy has a stage. */
export function startsOf(policy: RolloutPolicy, name: string): readonly RolloutStart[] {
  const usual = policyFor(policy, name).strategy;
  return rolloutStrategies.flatMap((strategy) => {
    const { stages } = policyFor(policy, name, strategy);
    const [first] = stages;
    if (first === undefined) return [];
    const { percent } = first;
    return [{ strategy, isUsual: strategy === usual, percent, groups: groupsUpTo(stages, first) }];
  });
}

type Ladder = RolloutPolicy['stages'];

/** One ladder a strategy; that of `groups` is empty where no stage names any. */
const ladders: { readonly [K in RolloutStrategy]: (policy: RolloutPolicy) => Ladder } = {
  percentage: ({ stages }) => toEverybody(stages),
  canary: ({ stages }) => {
    const ladder = toEverybody(stages);
    return ladder.length > 1 ? [ladder.at(0), ladder.at(-1)].filter((stage) => stage !== undefined) : ladder;
  },
  // Users of a group are no sample of all users: their share is not mixed with one that is.
  groups: ({ stages }) => {
    const named = stages.filter(({ groups }) => groups !== undefined);
    if (named.length === 0) return [];
    return [...named.map((stage) => ({ ...stage, percent: 0 })), everybody(stages)];
  },
  flag: () => [{ name: 'on', percent: 100, minutes: 0, requests: 0 }],
  ab: ({ ab: { percent, minutes, requests } }) => [{ name: 'comparison', percent, minutes, requests }],
};

const shares = (stages: Ladder): Ladder =>
  stages.filter(({ percent }) => percent > 0).map(({ groups: _, ...stage }) => stage);

/** All shares, and everybody in the end: nobody goes from a tenth of the users to all of them without a stage. */
function toEverybody(stages: Ladder): Ladder {
  const ladder = shares(stages);
  return (ladder.at(-1)?.percent ?? 100) < 100 ? [...ladder, everybody(stages)] : ladder;
}

function everybody(stages: Ladder): RolloutStage {
  const last = shares(stages).at(-1);
  const { minutes = 60, requests = 1000 } = last ?? {};
  return { name: 'everybody', percent: 100, minutes, requests };
}

/** Groups that have the version in a stage: its own, and those of all before. */
export function groupsUpTo(ladder: Ladder, stage: RolloutStage): readonly string[] {
  const named = ladder.slice(0, ladder.indexOf(stage) + 1).flatMap(({ groups = [] }) => groups);
  return stage.percent === 100 ? [] : [...new Set(named)];
}

/**
 * The stage of the ladder that a rollout is in. A team may have changed its policy meanwhile: then the rollout stays
 * where it is, in a stage that the ladder does not have, with the minimum of the one that is next.
 */
export function stageOf(ladder: Ladder, { stage: name, percent, groups }: Rollout): RolloutStage {
  const known = ladder.find(
    (stage) => stage.name === name && stage.percent === percent && areSameGroups(groupsUpTo(ladder, stage), groups),
  );
  if (known !== undefined) return known;
  const next = above(ladder, percent, groups) ?? ladder.at(-1);
  const { minutes, requests } = next ?? { minutes: 0, requests: 0 };
  return { name, percent, minutes, requests, ...(groups.length === 0 ? {} : { groups: [...groups] }) };
}

/** The stage after one, which the ladder may not have; nothing after the last. */
export function stageAfter(ladder: Ladder, stage: RolloutStage): RolloutStage | undefined {
  const at = ladder.indexOf(stage);
  return at < 0 ? above(ladder, stage.percent, stage.groups) : ladder[at + 1];
}

/** The first stage that brings it to more users: by its share, or by groups with the same one. */
function above(ladder: Ladder, share: number, groups: readonly string[] = []): RolloutStage | undefined {
  const known = new Set(ladder.flatMap((stage) => groupsUpTo(ladder, stage)));
  const kept = groups.filter((group) => known.has(group));
  return ladder.find((stage) => {
    const all = groupsUpTo(ladder, stage);
    const isWider = all.some((group) => !groups.includes(group)) && kept.every((group) => all.includes(group));
    return stage.percent > share || (stage.percent === share && isWider);
  });
}
