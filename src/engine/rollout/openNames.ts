import { type FlagFile, isOpen } from '#capability/rollout';

/** Names of what goes on, also by flags that are none of a rollout: all that an emergency stop takes back. */
export function openIn({ rollouts, others }: FlagFile): readonly string[] {
  const all = [...rollouts, ...[...others].map(([name, { stray }]) => [name, stray] as const)];
  return [...new Set(all.flatMap(([name, rollout]) => (rollout && isOpen(rollout) ? name : [])))];
}
