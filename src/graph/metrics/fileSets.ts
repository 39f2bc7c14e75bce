import type { MetricsLevel, WorkspacePackage } from '#protocol';
import type { GraphView } from '../model/view.ts';

/** What the graph needs to know of a workspace package. */
export type PackageFolder = Pick<WorkspacePackage, 'path' | 'name'>;

/** A file, a folder or a package, with the files in it. */
export interface FileSet {
  readonly path: string;
  readonly files: readonly number[];
}

/**
 * The parts that metrics are computed for, by path: every file; every folder with all that is below it, the root left
 * out; every package with the files that belong to no package inside it.
 */
export function fileSets(view: GraphView, level: MetricsLevel, packages: readonly PackageFolder[]): FileSet[] {
  switch (level) {
    case 'file':
      return view.files.map(({ path }, id) => ({ path, files: [id] }));
    case 'folder':
      return group(view, foldersOf);
    case 'package': {
      const roots = new Set(packages.map(({ path }) => path));
      return group(view, (path) => {
        const owner = [...foldersOf(path), ''].find((folder) => roots.has(folder));
        return owner === undefined ? [] : [owner];
      });
    }
  }
}

/** The folders that a file is in, innermost first, without the root. */
export function foldersOf(path: string): string[] {
  const folders: string[] = [];
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) folders.push(path.slice(0, end));
  return folders;
}

function group(view: GraphView, setsOf: (path: string) => readonly string[]): FileSet[] {
  const sets = new Map<string, number[]>();
  view.files.forEach(({ path }, id) => {
    for (const name of setsOf(path)) {
      const files = sets.get(name);
      if (files === undefined) sets.set(name, [id]);
      else files.push(id);
    }
  });
  return [...sets].map(([path, files]) => ({ path, files })).sort((a, b) => (a.path < b.path ? -1 : 1));
}
