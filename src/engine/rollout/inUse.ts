import { flagFileName, versionInUse } from '#capability/rollout';
import type { Capability } from '#protocol';
import { absoluteIn } from '#workspace';
import { FlagStore } from './flagStore.ts';
import type { Rollouts } from './rollouts.ts';
import type { Versions } from './versions.ts';

/**
 * Hashes of the contents whose evidence is kept: of what is in folders, and of what users get by the flags of the workspace and of
 * its fleets, which share a journal.
 * @param root the workspace folder, absolute
 * @param fleets their flag files, absolute or from that folder
 * @returns nothing while one of them is not known, as where a flag file cannot be read
 */
export function contentsInUse(
  root: string,
  inFolders: ReadonlySet<string> | undefined,
  versions: Versions,
  fleets: readonly string[],
): ReadonlySet<string> | undefined {
  if (inFolders === undefined) return undefined;
  const byFlags = [flagFileName, ...fleets].map((file) => contentsBy(absoluteIn(root, file), root, versions));
  return byFlags.includes(undefined)
    ? undefined
    : new Set([...inFolders, ...byFlags.flatMap((hashes) => hashes ?? [])]);
}

/** Of what users get by one flag file. */
function contentsBy(file: string, root: string, versions: Versions): readonly string[] | undefined {
  const { value } = new FlagStore({ root, file }).readable();
  if (value === undefined) return undefined;
  // Of a flag that is damaged nobody knows which versions users still get.
  if ([...value.others.values()].some(({ isDamaged, isOff }) => isDamaged || isOff)) return undefined;
  return [...value.rollouts].flatMap(([name, { stable, candidate }]) =>
    [stable, candidate].flatMap((version) => (version && versions.read(name, version)?.hash) || []),
  );
}

/** The version that users get now, where a content would replace it: with this one it is compared. */
export function replacedBy({ name, hash }: Capability, rollouts: Rollouts): Capability | undefined {
  const version = versionInUse(rollouts.get(name));
  const inUse = version === undefined ? undefined : rollouts.versions.read(name, version);
  return inUse?.hash === hash ? undefined : inUse;
}
