import { readFileSync } from 'node:fs';
import { join } from 'node:path/posix';
import ignore, { type Ignore } from 'ignore';

/** Folders that never hold a workspace's own sources, whatever its .gitignore says. */
const alwaysIgnored = new Set([
  'node_modules',
  'bower_components',
  '.git',
  '.hg',
  '.svn',
  '.yarn',
  '.pnpm-store',
  '.next',
  '.nuxt',
  '.svelte-kit',
  '.turbo',
  '.cache',
  '.nx',
  '.parcel-cache',
  '.vscode-test',
  '.toolwright',
]);

const minified = /\.min\.[cm]?js$/;

/**
 * Decides which paths of a workspace are left out: the folders above, minified files, every .gitignore on the way
 * down (gitignore(5)), and the user's own patterns in the same syntax.
 */
export class IgnoreRules {
  readonly #root: string;
  readonly #own: Ignore | undefined;
  /** By folder with a trailing `/` (`''` for the root). */
  readonly #byFolder = new Map<string, Ignore | undefined>();

  constructor(root: string, patterns: readonly string[] = []) {
    this.#root = root;
    this.#own = patterns.length > 0 ? ignore().add([...patterns]) : undefined;
  }

  /** For walks from the top, which have met every folder above already. @param folder `''` or with a trailing `/` */
  ignoresEntry(folder: string, name: string, directory: boolean): boolean {
    if (directory && alwaysIgnored.has(name)) return true;
    const path = directory ? `${folder}${name}/` : folder + name;
    if (!directory && minified.test(name)) return true;
    if (this.#own?.ignores(path)) return true;
    // The innermost .gitignore that has a word on the path decides.
    for (let at: string | undefined = folder; at !== undefined; at = slashedParentOf(at)) {
      const verdict = this.#rulesOf(at)?.test(path.slice(at.length));
      if (verdict?.ignored) return true;
      if (verdict?.unignored) return false;
    }
    return false;
  }

  /** Whether a file is left out, by itself or with a folder above it. @param path relative, with `/` */
  ignoresFile(path: string): boolean {
    const slash = path.lastIndexOf('/');
    if (slash !== -1 && this.ignoresFolder(path.slice(0, slash))) return true;
    return this.ignoresEntry(path.slice(0, slash + 1), path.slice(slash + 1), false);
  }

  ignoresFolder(path: string): boolean {
    let above = '';
    for (const part of path.split('/')) {
      if (this.ignoresEntry(above, part, true)) return true;
      above += `${part}/`;
    }
    return false;
  }

  /** The walk found a .gitignore in this folder; without the word, each folder is looked into when first asked. */
  note(folder: string, hasGitignore: boolean): void {
    if (!hasGitignore) this.#byFolder.set(folder, undefined);
  }

  #rulesOf(folder: string): Ignore | undefined {
    if (!this.#byFolder.has(folder)) this.#byFolder.set(folder, readRules(join(this.#root, folder, '.gitignore')));
    return this.#byFolder.get(folder);
  }
}

function readRules(file: string): Ignore | undefined {
  try {
    return ignore().add(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** `a/b/` → `a/`, `a/` → `''`, `''` → undefined. */
function slashedParentOf(folder: string): string | undefined {
  if (folder === '') return undefined;
  return folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1);
}
