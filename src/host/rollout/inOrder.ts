import type { RolloutState } from '#protocol';

const order: readonly RolloutState[] = ['running', 'paused', 'rolled-back', 'finished', 'development'];

/** Rollouts as people look for them: what is under way first, what was never started last. Alike ones stay as they were. */
export function inOrder<T>(rollouts: readonly T[], stateOf: (rollout: T) => RolloutState): readonly T[] {
  return rollouts.toSorted((a, b) => order.indexOf(stateOf(a)) - order.indexOf(stateOf(b)));
}
