import { join } from 'node:path/posix';
import type { Logger } from '#base';
import { HeldJournal } from '#journal';
import { journalFile } from '#protocol';
import { contentsInUse } from '../rollout/inUse.ts';
import type { Versions } from '../rollout/versions.ts';
import type { Packages } from './packages.ts';
import type { CapabilitySettings } from './settings.ts';

/** The journal of a workspace, which forgets nothing that speaks for what is in its folders, or for what users get. */
export function workspaceJournal(
  { root, flags, retention }: Pick<CapabilitySettings, 'root' | 'flags' | 'retention'>,
  { packages, versions }: { readonly packages: Pick<Packages, 'hashes'>; readonly versions: () => Versions },
  logger: Logger,
): HeldJournal {
  return new HeldJournal({
    ...{ file: join(root, journalFile), retention, logger },
    present: (fleets) =>
      contentsInUse(root, packages.hashes(), versions(), flags === undefined ? fleets : [...fleets, flags]),
  });
}
