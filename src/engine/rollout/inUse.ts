import type { FlagStore } from './flagStore.ts';
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
  const byFlags = [...value.rollouts].flatMap(([name, { stable, candidate }]) =>
    [stable, candidate].flatMap((version) => (version && versions.read(name, version)?.hash) || []),
  );
  return new Set([...inFolders, ...byFlags]);
}
