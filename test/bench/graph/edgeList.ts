/** The files and file-to-file edges that a tool found, in its own order; paths relative to the code base, with `/`. */
export interface EdgeList {
  readonly files: number;
  /** `from` to the files it points at. */
  readonly edges: ReadonlyMap<string, ReadonlySet<string>>;
  readonly count: number;
}

/**
 * Reduces what a tool told to what all of them can be compared by: source files of the code base and edges between
 * them. Packages, built-ins and files of other kinds are dropped, and what leads to one file twice counts once.
 */
export function edgeList(
  files: Iterable<string>,
  pairs: Iterable<readonly [from: string, to: string]>,
  isSource: (path: string) => boolean,
): EdgeList {
  const edges = new Map<string, Set<string>>();
  let count = 0;
  for (const [from, to] of pairs) {
    if (!isSource(from) || !isSource(to)) continue;
    const targets = edges.get(from) ?? new Set();
    edges.set(from, targets);
    if (targets.has(to)) continue;
    targets.add(to);
    count += 1;
  }
  const distinct = new Set([...files].filter(isSource));
  return { files: distinct.size, edges, count };
}
