import { isRecord } from '#base';
import { isOpen, isSameStage, type Rollout } from '#capability/rollout';
import type { DecisionQuery, Journal, JournalDecision, Recorded } from '#journal';
import type { PlainData, RolloutDecision, RolloutLogEntry } from '#protocol';

/** Kinds of decisions on rollouts begin so; what they are about is the capability's name. */
const kinds = 'rollout-';

/** The part of the journal that is about the rollouts of one flag file. */
export interface RolloutLog {
  readonly journal: Journal;
  /** Which flag file, see `fleetOf`; nothing for the one of the workspace. */
  readonly fleet: string | undefined;
}

/** Decisions on them, latest first. */
const decisionsIn = ({ journal, fleet }: RolloutLog, query: Pick<DecisionQuery, 'subject' | 'after' | 'limit'>) =>
  journal.decisions({ kinds, flags: fleet ?? null, ...query });

/** Keeps what was done to a rollout. @param found in the flag file, where the journal did not have it */
export function recordRollout(
  { journal, fleet }: RolloutLog,
  name: string,
  rollout: Rollout,
  more: { readonly decision?: RolloutDecision | undefined; readonly found?: true } = {},
): void {
  const { command, by, reason } = rollout;
  journal.decide({
    kind: `${kinds}${command}`,
    subject: name,
    person: by,
    reason,
    known: {
      rollout: rollout as unknown as PlainData,
      ...(more.decision === undefined ? {} : { decision: more.decision as unknown as PlainData }),
      ...(more.found === undefined ? {} : { found: true }),
      ...(fleet === undefined ? {} : { flags: fleet }),
    },
  });
}

/** Decisions on the rollout of a capability, latest first. */
export function logOf(log: RolloutLog, name: string, limit: number): readonly RolloutLogEntry[] {
  return decisionsIn(log, { subject: name, limit }).flatMap(entryOf);
}

/** Decisions on all rollouts after one, oldest first. */
export function logAfter(log: RolloutLog, id: number): readonly RolloutLogEntry[] {
  return decisionsIn(log, { after: id, limit: 1000 }).flatMap(entryOf).reverse();
}

/** When a stage of a rollout began. */
export interface StageStart {
  /** Its name, which a policy that was changed may have given to several. */
  readonly stage: string;
  /** Milliseconds since 1970; infinite where nobody knows: it begins when it is noticed. */
  readonly at: number;
  /** The share of users that had the version in it; 0 where somebody has changed it meanwhile, or nobody knows until when it was. */
  readonly percent: number;
}

/** The stages of a rollout so far, oldest first; where the journal has not got all of it, those that it knows of. */
export function stagesOf(log: RolloutLog, name: string, rollout: Rollout): readonly StageStart[] {
  const recorded = decisionsIn(log, { subject: name, limit: 1000 }).flatMap((one) => {
    const known = rolloutOf(one);
    return known === undefined ? [] : [{ known, at: Date.parse(one.at) }];
  });
  const all = [...recorded.reverse(), { known: rollout, at: Number.POSITIVE_INFINITY }];
  let starts: readonly StageStart[] = [];
  let before: Rollout | undefined;
  for (const { known, at } of all) {
    if (known.since !== rollout.since) continue;
    starts = stagesWith(starts, before, known, at);
    before = known;
  }
  return starts;
}

/**
 * The stages of a rollout with the one that it is in now.
 * @param starts of the stages until then, oldest first
 * @param before what it was then; nothing at its start
 * @param found when it was noticed, where no time of its start is written, in milliseconds since 1970
 */
export function stagesWith(
  starts: readonly StageStart[],
  before: Rollout | undefined,
  now: Rollout,
  found = Number.POSITIVE_INFINITY,
): readonly StageStart[] {
  if (before !== undefined && isSameStage(before, now)) return starts;
  const { stage, stageSince } = now;
  // Of whom a hand lets in or keeps out nobody knows how many they are.
  const percent = now.keptOut || now.unnamed ? 0 : now.percent;
  const last = starts.at(-1);
  const changed = last === undefined ? [] : [...starts.slice(0, -1), { ...last, percent: 0 }];
  if (last !== undefined && !isOpen(now)) return changed;
  // Whom the policy brings it to is written with the time; whoever changes the flag by hand tells nobody since when.
  const isByHand = before?.stage === stage && before.stageSince === stageSince;
  if (isByHand) return [...changed, { stage, at: found, percent }];
  const at = Date.parse(stageSince);
  const latest = starts.findLast((one) => Number.isFinite(one.at))?.at ?? at;
  // A clock that was put back meanwhile does not tell what was before from what was after.
  if (at < latest) return [...changed, { stage, at: Number.POSITIVE_INFINITY, percent }];
  return [...(isNext(before, now) ? starts : changed), { stage, at, percent }];
}

/** Whether nothing was done in between: what was, nobody has seen, and it may have been other stages. */
export const isNext = (before: Rollout | undefined, now: Rollout): boolean =>
  before === undefined || now.revision <= before.revision + 1;

/** When a rollout came to its end, in milliseconds since 1970; nothing while it goes on, and where nobody has recorded it. */
export function endOf(log: RolloutLog, name: string, rollout: Rollout): number | undefined {
  if (isOpen(rollout)) return undefined;
  const [latest] = decisionsIn(log, { subject: name, limit: 1 });
  const known = latest && rolloutOf(latest);
  const isIts = known?.id === rollout.id && known.revision === rollout.revision;
  return latest && isIts ? Date.parse(latest.at) : undefined;
}

/** The names of the stages that a rollout was in; nothing where the journal does not know it from its start. */
export function stagesBeen(log: RolloutLog, name: string, rollout: Rollout): ReadonlySet<string> | undefined {
  const stages = stagesOf(log, name, rollout);
  return stages[0]?.at === Date.parse(rollout.since) ? new Set(stages.map(({ stage }) => stage)) : undefined;
}

/** The rollout of a capability as the journal knows it last. */
export function lastRecorded(log: RolloutLog, name: string): Rollout | undefined {
  const [latest] = decisionsIn(log, { subject: name, limit: 1 });
  return latest && rolloutOf(latest);
}

/** All rollouts as the journal knows them last. */
export function allRecorded(log: RolloutLog): ReadonlyMap<string, Rollout> {
  const latest = new Map<string, Rollout>();
  for (const decision of decisionsIn(log, { limit: 1000 })) {
    const rollout = rolloutOf(decision);
    if (rollout !== undefined && !latest.has(decision.subject)) latest.set(decision.subject, rollout);
  }
  return latest;
}

function rolloutOf({ known }: JournalDecision): Rollout | undefined {
  return isRecord(known) && isRecord(known.rollout) ? (known.rollout as unknown as Rollout) : undefined;
}

function entryOf(recorded: Recorded<JournalDecision>): RolloutLogEntry[] {
  const rollout = rolloutOf(recorded);
  if (rollout === undefined) return [];
  const { id, at, subject: name, person: by, reason, known } = recorded;
  const { command, candidate: version, state, stage, percent } = rollout;
  const { decision, found } = known as { decision?: RolloutDecision; found?: true };
  return [
    {
      ...{ id, at, name, command, by, reason, version, state, stage, percent },
      ...(found === undefined ? {} : { found }),
      ...(decision === undefined ? {} : { decision }),
    },
  ];
}
