import { type Dirent, readdirSync } from 'node:fs';
import picomatch from 'picomatch';

/** Files of one look; with more the patterns are too wide. */
const mostFiles = 1000;
/** Folders that nobody writes results to, and that are large. */
const passedOver = new Set(['node_modules', '.git']);

/**
 * The files below a folder that match a glob, relative to it, with `/`, sorted; also those that git ignores. Links to
 * folders are not followed. Only folders that a pattern can lead to are looked into; what can't be read has no files.
 */
export function findFiles(root: string, globs: readonly string[]): string[] {
  const matches = picomatch([...globs], { dot: true });
  const found = new Set<string>();
  for (const glob of globs) {
    const { base } = picomatch.scan(glob);
    if (/^(?:\/|[A-Za-z]:)|(?:^|\/)\.\.(?:\/|$)/.test(base)) continue;
    // Without a pattern the base is the file itself.
    const folder = base === glob ? base.slice(0, Math.max(0, base.lastIndexOf('/'))) : base;
    collect(
      root,
      folder === '' || folder === '.' ? '' : `${folder}/`,
      glob.includes('**') ? 20 : depthOf(glob),
      matches,
      found,
    );
  }
  return [...found].sort();
}

function depthOf(glob: string): number {
  return glob.split('/').length;
}

function collect(
  root: string,
  folder: string,
  depth: number,
  matches: (path: string) => boolean,
  found: Set<string>,
): void {
  if (depth === 0) return;
  for (const entry of entriesOf(`${root}/${folder}`)) {
    if (found.size >= mostFiles) return;
    const path = `${folder}${entry.name}`;
    if (entry.isDirectory()) {
      if (!passedOver.has(entry.name)) collect(root, `${path}/`, depth - 1, matches, found);
    } else if (matches(path)) found.add(path);
  }
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // There is no such folder, or nobody may look into it.
    return [];
  }
}
