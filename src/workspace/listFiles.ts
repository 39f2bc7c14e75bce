import { type Dirent, readdirSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { type Outcome, type Problem, throwIfCancelled } from '#base';
import type { IgnoreRules } from './ignoreRules.ts';
import { systemReason } from './systemReason.ts';

const foldersPerTurn = 64;

/**
 * Lists the files below a folder, in no order, relative to it, with `/`. Links to folders are not followed, so loops
 * can't occur; links to files are listed. A folder that can't be read becomes a problem.
 * @param wanted decides by name, before the costlier rules
 * @param from lists only what is below this folder (relative to root); the paths stay relative to root
 */
export async function listFiles(
  root: string,
  rules: IgnoreRules,
  wanted: (name: string) => boolean,
  { from = '', signal }: { readonly from?: string; readonly signal?: AbortSignal | undefined } = {},
): Promise<Outcome<string[]>> {
  const files: string[] = [];
  const problems: Problem[] = [];
  const folders = [from === '' ? '' : `${from}/`];
  for (let folder = folders.pop(), turn = 1; folder !== undefined; folder = folders.pop(), turn++) {
    if (turn % foldersPerTurn === 0) {
      await setImmediate();
      throwIfCancelled(signal);
    }
    let entries: Dirent[];
    try {
      entries = readdirSync(`${root}/${folder}`, { withFileTypes: true });
    } catch (error) {
      problems.push(unreadable(folder, error));
      continue;
    }
    rules.note(
      folder,
      entries.some((entry) => entry.name === '.gitignore'),
    );
    for (const entry of entries) {
      const { name } = entry;
      if (entry.isDirectory()) {
        if (!rules.ignoresEntry(folder, name, true)) folders.push(`${folder}${name}/`);
      } else if (
        wanted(name) &&
        (entry.isFile() || entry.isSymbolicLink()) &&
        !rules.ignoresEntry(folder, name, false)
      ) {
        files.push(folder + name);
      }
    }
  }
  return { value: files, problems };
}

function unreadable(folder: string, error: unknown): Problem {
  return {
    code: 'unreadable-folder',
    severity: 'warning',
    message: `The folder could not be read: ${systemReason(error)}.`,
    hint: 'Its files are missing from the graph. Check its permissions, or exclude it.',
    path: folder.replace(/\/$/, ''),
  };
}
