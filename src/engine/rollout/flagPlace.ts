import { basename, dirname, join, relative, sep } from 'node:path';
import { flagFileName } from '#capability/rollout';
import { realPlace } from '#workspace';

/**
 * The file by which programs that write a flag file, or lead its rollouts, keep out of each other's way: one of its own for each
 * flag file. In a workspace it has a name that is out of git with the journal. It is beside the file itself: whoever comes to it
 * by a link takes the same one.
 */
export function lockFor(flags: string, purpose: 'write' | 'lead'): string {
  const file = realPlace(flags);
  const folder = dirname(file);
  const prefix = basename(folder) === '.toolwright' ? 'journal.db-' : '';
  return join(folder, `${prefix}${basename(file)}.${purpose}-lock`);
}

/**
 * What tells the rollouts of a fleet that has a flag file of its own from those of the workspace in the journal, which they
 * share: the path of that file, from the workspace folder where it is in there. Nothing for the workspace's own flag file.
 */
export function fleetOf(root: string, flags: string): string | undefined {
  const file = realPlace(flags);
  if (file === realPlace(join(root, flagFileName))) return undefined;
  const path = relative(realPlace(root), file);
  return (path.startsWith('..') ? file : path).replaceAll(sep, '/');
}
