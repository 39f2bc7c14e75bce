import { join } from 'node:path/posix';
import { nameOf } from '#base';
import type { FileEvent } from '#protocol';
import { type IgnoreRules, listFiles, modifiedOf, stampOf } from '#workspace';
import { isSourceFile } from '../extract/language.ts';
import { isConfiguration } from '../resolve/environment.ts';

/** Whether a file is of interest, by its name: sources, what they may import as data, configuration. */
export function isListed(name: string): boolean {
  return isSourceFile(name) || name.endsWith('.json') || isConfiguration(name);
}

/** What file events came to, once the disk was looked at. Each path is in one list only. */
export interface Changes {
  /** Listed sources that are still there. */
  readonly changed: string[];
  readonly added: string[];
  readonly removed: string[];
  /** Files that are not listed, but that an import may lead to or have led to. */
  readonly beyond: string[];
}

/**
 * Finds out what happened to the paths of events: only the disk is believed, because events come late, twice, or for a
 * folder in place of all that was in it.
 */
export async function lookAt(
  root: string,
  events: readonly FileEvent[],
  rules: IgnoreRules,
  listed: ReadonlySet<string>,
  isLeaf: (path: string) => boolean,
  signal: AbortSignal | undefined,
): Promise<Changes> {
  const found = {
    changed: new Set<string>(),
    added: new Set<string>(),
    removed: new Set<string>(),
    beyond: new Set<string>(),
  };
  const sawFile = (path: string, type: FileEvent['type']) => {
    const wanted = isListed(nameOf(path)) && !rules.ignoresFile(path);
    if (!wanted && listed.has(path)) found.removed.add(path);
    else if (!wanted || (listed.has(path) && !isSourceFile(path))) {
      if (type !== 'changed' || isLeaf(path)) found.beyond.add(path);
    } else if (listed.has(path)) found.changed.add(path);
    else found.added.add(path);
  };
  for (const { path, type } of events) {
    const absolute = join(root, path);
    if (stampOf(absolute)) {
      sawFile(path, type);
      continue;
    }
    // What was a file has nothing in it: a branch switch can remove thousands.
    const inside = listed.has(path) ? [] : [...listed].filter((file) => file.startsWith(`${path}/`));
    for (const gone of [path, ...inside]) {
      if (listed.has(gone) && !stampOf(join(root, gone))) found.removed.add(gone);
    }
    found.beyond.add(path);
    if (modifiedOf(absolute) === undefined || rules.ignoresFolder(path)) continue;
    const below = await listFiles(root, rules, isListed, { from: path, signal });
    for (const file of below.value) sawFile(file, 'created');
  }
  return {
    changed: [...found.changed],
    added: [...found.added],
    removed: [...found.removed],
    beyond: [...found.beyond],
  };
}
