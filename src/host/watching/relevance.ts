/** What a path on disk can mean for the graph, told from its name alone. */
export type Relevance = 'file' | 'perhaps-folder' | 'none';

const source = /\.(?:[cm]?[jt]sx?|json|vue|svelte)$/;
const configuration =
  /(?:^|\/)(?:package-lock\.json|pnpm-lock\.yaml|pnpm-workspace\.yaml|yarn\.lock|bun\.lockb?|\.gitignore)$/;
const elsewhere = /(?:^|\/)(?:node_modules|\.git|\.hg|\.svn|\.DS_Store)(?:\/|$)/;

/**
 * Sources, and the files that resolution and rules read. Any other name may be a folder's,
 * and a folder that comes or goes takes its files with it.
 * @param path relative to the workspace folder, with `/`
 */
export function relevanceOf(path: string): Relevance {
  if (path === '' || elsewhere.test(path)) return 'none';
  return source.test(path) || configuration.test(path) ? 'file' : 'perhaps-folder';
}
