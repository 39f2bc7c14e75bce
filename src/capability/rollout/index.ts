export { abVerdict } from './decision/abVerdict.ts';
export { decide } from './decision/decide.ts';
export { Evidence } from './decision/evidence.ts';
export {
  journalSource,
  type Observation,
  type ObservationSource,
  type Observed,
  type Patience,
  prometheusAddress,
  prometheusSource,
  type Reading,
} from './metrics/index.ts';
export {
  defaultRolloutPolicy,
  type RolloutPolicy,
  type RolloutStage,
  readRolloutPolicy,
  rolloutPolicyFileName,
  untilItCanBeUsed,
} from './policy.ts';
export { flagFileText, flagOf } from './routing/flag.ts';
export { flagFileName, readFlagFile } from './routing/flagFile.ts';
export { type SimulationOptions, simulatePolicy } from './simulation/simulatePolicy.ts';
export {
  changeableFlags,
  type FlagFile,
  noFlags,
  type OtherFlag,
  readFlags,
  repeatFor,
  withFlagsBefore,
  withoutRepeats,
  withRollout,
} from './stages/flagText.ts';
export { groupsUpTo, policyFor, stageAfter, stageOf, startsOf } from './stages/ladder.ts';
export { ObservedTime } from './stages/observedTime.ts';
export { byPolicy, isOpen, isSameStage, type Rollout, versionInUse } from './stages/rollout.ts';
export {
  isSteeredByPerson,
  keptOutBy,
  objectionTo,
  type RolloutEvent,
  stepBy,
  transition,
} from './stages/transition.ts';
