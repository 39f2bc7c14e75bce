import { rulesFileNames } from '#protocol';

/** What a path on disk can mean for the graph, told from its name alone. */
export type Relevance = 'file' | 'perhaps-folder' | 'none';

const source = /\.(?:[cm]?[jt]sx?|json|vue|svelte)$/;
const configuration =
  /(?:^|\/)(?:package\.json|[jt]sconfig[^/]*\.json|package-lock\.json|pnpm-lock\.yaml|pnpm-workspace\.yaml|yarn\.lock|bun\.lockb?|\.gitignore)$/;
const rulesFiles: ReadonlySet<string> = new Set(rulesFileNames);
const elsewhere = /(?:^|\/)(?:node_modules|\.git|\.hg|\.svn|\.DS_Store)(?:\/|$)/;

/**
 * Sources, and the files that resolution and rules read. Any other name may be a folder's,
 * and a folder that comes or goes takes its files with it.
 * @param path relative to the workspace folder, with `/`
 */
export function relevanceOf(path: string): Relevance {
  if (path === '' || elsewhere.test(path)) return 'none';
  return source.test(path) || isConfiguration(path) ? 'file' : 'perhaps-folder';
}

/** Files that say how others are resolved: when one of them changes, the whole folder is read again. */
export function isConfiguration(path: string): boolean {
  return configuration.test(path);
}

/**
 * Files that can change the verdict of the rules though the graph stays as it is: a rules file, and JSON, which may be
 * a baseline or what a rules file extends.
 */
export function mayChangeRules(path: string): boolean {
  return rulesFiles.has(path) || path.endsWith('.json');
}
