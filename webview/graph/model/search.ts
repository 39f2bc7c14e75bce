/** A file found, with the place of the match in its path. */
export interface Found {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Files whose path contains the text, whatever the case; best first: the file's name starts with it, then the name
 * contains it, then a folder does; shorter paths before longer ones.
 *
 * @returns at most `limit` of them, and how many there are in all
 */
export function searchPaths(
  paths: readonly string[],
  text: string,
  limit: number,
): { readonly found: readonly Found[]; readonly total: number } {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return { found: [], total: 0 };
  const hits: (Found & { readonly rank: number })[] = [];
  for (const path of paths) {
    const lower = path.toLowerCase();
    const name = lower.lastIndexOf('/') + 1;
    const inName = lower.indexOf(wanted, name);
    const start = inName === -1 ? lower.lastIndexOf(wanted) : inName;
    if (start === -1) continue;
    const rank = inName === name ? 0 : inName !== -1 ? 1 : 2;
    hits.push({ path, start, end: start + wanted.length, rank });
  }
  hits.sort((a, b) => a.rank - b.rank || a.path.length - b.path.length || (a.path < b.path ? -1 : 1));
  return { found: hits.slice(0, limit).map(({ path, start, end }) => ({ path, start, end })), total: hits.length };
}
