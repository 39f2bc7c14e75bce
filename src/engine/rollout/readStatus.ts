import type { Problem } from '#base';
import { isOpen, policyFor, type RolloutPolicy, repeatFor, startsOf } from '#capability/rollout';
import type { Journal } from '#journal';
import type { Capability, RolloutStatus } from '#protocol';
import { logOf, type RolloutLog, stagesBeen } from './decisionLog.ts';
import type { FlagStore } from './flagStore.ts';
import type { Observers } from './observers.ts';
import { missingFile, sourceProblems, versionProblems } from './problems.ts';
import { objectionToGoOn, tooManyAtFirst } from './refusal.ts';
import type { RolloutJournal } from './rolloutJournal.ts';
import type { RolloutPolicyFile } from './rolloutPolicy.ts';
import { statusOf } from './statusOf.ts';
import type { StatusReadings } from './statusReadings.ts';
import type { Versions } from './versions.ts';

/** All that a status is read from. */
export interface StatusSources {
  readonly flags: FlagStore;
  readonly versions: Versions;
  readonly policy: RolloutPolicyFile;
  readonly journal: RolloutJournal;
  readonly log: (journal: Journal) => RolloutLog;
  readonly observers: Observers;
  readonly readings: StatusReadings;
  readonly inFolder: (name: string) => Capability | undefined;
  readonly refusal: (capability: Capability, policy: RolloutPolicy) => string | undefined;
  readonly mostAtFirst: (capability: Capability) => number | undefined;
  /** Whether there is a capability of that name, or anything of a rollout. */
  readonly isKnown: (name: string) => boolean;
  /** What was done here and could not be recorded yet, by the capability. */
  readonly unrecorded: ReadonlyMap<string, Problem>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** Entries of the decision log in a status. */
const shownDecisions = 100;

/** All that is known of the rollout of a capability; its figures are read anew, see {@link StatusReadings}. @throws CancelledError */
export async function readStatus(from: StatusSources, name: string, signal?: AbortSignal): Promise<RolloutStatus> {
  const { versions, journal, clock } = from;
  const { value: flags, problems } = from.flags.read();
  const [ofPolicy] = from.policy.read().problems;
  const rollout = from.flags.inForce().rollouts.get(name);
  const capability = from.inFolder(name);
  const ofAll = from.policy.orDefault();
  const policy = policyFor(ofAll, name, rollout?.strategy);
  const observer = rollout && from.observers.of(name, rollout, policy);
  if (observer) await from.readings.read(observer, rollout, clock(), signal);
  const isKnown = rollout && observer?.hasRead(rollout) && !journal.isUnknown;
  const log = from.log(journal.toRead());
  const unrecorded = journal.problem;
  const ofVersions = rollout ? versionProblems(versions, name, rollout, from.flags.shown) : [];
  const { problem: ofFlag, stray, isOff } = flags.others.get(name) ?? {};
  const missing = missingFile(from.flags);
  const ofLog = from.unrecorded.get(name);
  const ofFile = problems.find(({ code }) => code !== 'flags-repeated') ?? repeatFor(flags, name);
  const inFile = ofFile && { message: `${ofFile.path}: ${ofFile.message}` };
  const heldUp = (missingFile(from.flags, false) ?? inFile ?? ofFlag ?? unrecorded)?.message;
  const inTheWay = heldUp ?? ofPolicy?.message;
  // What verification says of its risk is in the journal.
  const startable = inTheWay === undefined ? capability : undefined;
  const awaited = isKnown ? undefined : 'Its figures have not come yet.';
  const advancing = inTheWay === undefined && rollout?.state === 'running' ? rollout : undefined;
  return statusOf({
    name,
    rollout,
    stray,
    isOff,
    capability,
    refused: capability && (inTheWay ?? versions.conflict(capability) ?? from.refusal(capability, policy)),
    stays: ofPolicy?.message ?? (advancing && (objectionToGoOn(from, name, advancing, policy) ?? awaited)),
    title: rollout && versions.read(name, rollout.candidate)?.manifest.title,
    policy,
    been: rollout && stagesBeen(log, name, rollout),
    starts: starts(ofAll, name, startable && from.mostAtFirst(startable)),
    decision: isKnown ? observer?.decide(clock()) : undefined,
    heldUp,
    latency: observer?.latency ?? {},
    curve: observer?.curve ?? [],
    log: logOf(log, name, shownDecisions),
    problems: [
      ...[ofLog ?? unrecorded ?? []].flat(),
      ...from.policy.problems(from.isKnown),
      ...(missing ? [missing] : []),
      ...problems,
      ...(ofFlag ? [ofFlag] : []),
      ...ofVersions,
      ...(rollout && isOpen(rollout) ? sourceProblems(observer, rollout) : []),
    ],
  });
}

/** @param most of the users that a first stage may reach, in percent */
const starts = (ofAll: RolloutPolicy, name: string, most: number | undefined): RolloutStatus['starts'] =>
  startsOf(ofAll, name).map((start) => {
    const refused = tooManyAtFirst(policyFor(ofAll, name, start.strategy), most);
    return refused === undefined ? start : { ...start, refused };
  });
