/** One file of one commit. */
export interface ChangedFile {
  /** Today's name, relative to the workspace folder, with `/`. */
  readonly path: string;
  /** Lines; 0 for a binary file. */
  readonly added: number;
  readonly removed: number;
}

export interface Commit {
  readonly hash: string;
  /** When it was committed, in seconds since 1970. */
  readonly time: number;
  /** Files it touched in the workspace folder, those that are gone today included. */
  readonly touched: number;
  /** Those of them that exist today, sorted by path. */
  readonly files: readonly ChangedFile[];
}

/** A commit as git tells it: names are those of its own time. */
export interface LogEntry {
  readonly hash: string;
  readonly time: number;
  /** It has no parent, or the clone is cut off below it. */
  readonly root: boolean;
  readonly changes: readonly (ChangedFile & { readonly renamedFrom?: string })[];
}

/** The `--format` that {@link parseLog} reads; nothing in it is under the control of who wrote the commit. */
export const logFormat = '%H %ct %P';

/**
 * Reads the NUL-separated records of `git log -z --numstat --format=<logFormat>`.
 * A rename comes as three records: counts with an empty path, old path, new path.
 */
export async function* parseLog(records: AsyncIterable<string>): AsyncGenerator<LogEntry> {
  let entry: (LogEntry & { changes: (ChangedFile & { renamedFrom?: string })[] }) | undefined;
  let rename: { added: number; removed: number; from?: string } | undefined;
  for await (const record of records) {
    if (rename !== undefined) {
      if (rename.from === undefined) {
        rename.from = record;
      } else {
        const { added, removed, from } = rename;
        entry?.changes.push({ path: record, added, removed, renamedFrom: from });
        rename = undefined;
      }
      continue;
    }
    const counts = /^\n?(\d+|-)\t(\d+|-)\t/.exec(record);
    if (counts !== null) {
      const added = Number(counts[1]) || 0;
      const removed = Number(counts[2]) || 0;
      const path = record.slice(counts[0].length);
      if (path === '') rename = { added, removed };
      else entry?.changes.push({ path, added, removed });
      continue;
    }
    const header = /^([0-9a-f]{40,64}) (\d+) ?(.*)$/.exec(record);
    if (header === null) continue;
    if (entry !== undefined) yield entry;
    entry = { hash: header[1] ?? '', time: Number(header[2]), root: header[3] === '', changes: [] };
  }
  if (entry !== undefined) yield entry;
}

/**
 * Gives the files of each commit today's names.
 *
 * @param entries newest first, as git tells them
 * @param today names that exist today; what is gone is left out of a commit's `files`
 */
export function withNamesOfToday(entries: readonly LogEntry[], today: ReadonlySet<string>): Commit[] {
  const laterName = new Map<string, string>();
  const named = entries.map((entry) => {
    const paths = entry.changes.map((change) => laterName.get(change.path) ?? change.path);
    entry.changes.forEach((change, index) => {
      const path = paths[index];
      if (change.renamedFrom !== undefined && path !== undefined) laterName.set(change.renamedFrom, path);
    });
    return { entry, paths };
  });
  // A commit of a side branch can stand above the rename that happened on the main line meanwhile.
  const settle = (path: string): string => {
    let name = path;
    for (let hops = 0; hops < 8 && !today.has(name); hops++) name = laterName.get(name) ?? name;
    return name;
  };
  return named.map(({ entry, paths }) => {
    const files = new Map<string, ChangedFile>();
    entry.changes.forEach(({ added, removed }, index) => {
      const path = settle(paths[index] ?? '');
      if (!today.has(path)) return;
      const before = files.get(path);
      files.set(path, { path, added: added + (before?.added ?? 0), removed: removed + (before?.removed ?? 0) });
    });
    return {
      hash: entry.hash,
      time: entry.time,
      touched: entry.changes.length,
      files: [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
    };
  });
}
