export {
  defaultRolloutPolicy,
  type RolloutPolicy,
  type RolloutStage,
  readRolloutPolicy,
  rolloutPolicyFileName,
} from './policy.ts';
export { flagFileText, flagOf } from './routing/flag.ts';
export { readFlagFile } from './routing/flagFile.ts';
export { type SimulationOptions, simulatePolicy } from './simulation/simulatePolicy.ts';
