import { versionInUse } from '#capability/rollout';
import type { Capability } from '#protocol';
import type { FlagStore } from './flagStore.ts';
import type { Rollouts } from './rollouts.ts';
import type { Versions } from './versions.ts';

/**
 * Hashes of the contents whose evidence is kept: of what is in folders, and of what users get by the flags.
 * @returns nothing while one of them is not known, as where the flag file cannot be read
 */
export function contentsInUse(
  inFolders: ReadonlySet<string> | undefined,
  flags: FlagStore,
  versions: Versions,
): ReadonlySet<string> | undefined {
  const { value } = flags.readable();
  if (inFolders === undefined || value === undefined) return undefined;
  // Of a flag that is damaged nobody knows which versions users still get.
  if ([...value.others.values()].some(({ isDamaged }) => isDamaged)) return undefined;
  const byFlags = [...value.rollouts].flatMap(([name, { stable, candidate }]) =>
    [stable, candidate].flatMap((version) => (version && versions.read(name, version)?.hash) || []),
  );
  return new Set([...inFolders, ...byFlags]);
}

/** The version that users get now, where a content would replace it: with this one it is compared. */
export function replacedBy({ name, hash }: Capability, rollouts: Rollouts): Capability | undefined {
  const version = versionInUse(rollouts.get(name));
  const inUse = version === undefined ? undefined : rollouts.versions.read(name, version);
  return inUse?.hash === hash ? undefined : inUse;
}
