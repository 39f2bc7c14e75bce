import { ToolwrightError } from '#base';
import type { FolderEdge, FolderNode, FolderView } from '#protocol';
import { stronglyConnected } from '../cycles/components.ts';
import { cycleIndexOf } from '../cycles/cycleIndex.ts';
import { didYouMean } from '../model/lookUp.ts';
import type { GraphView } from '../model/view.ts';
import { foldersOf, type PackageFolder } from './fileSets.ts';

/**
 * One level of the folder tree: the folders and files in a folder, and the file edges between them rolled up.
 * A folder that holds nothing but one other folder is passed over, both on the way in and among the nodes, unless it
 * is a package; `folder` of the result is the one that is shown.
 *
 * @param folder `''` for the root
 * @throws ToolwrightError `folder-not-in-graph`
 */
export function folderView(view: GraphView, folder: string, packages: readonly PackageFolder[] = []): FolderView {
  const range = filesBelow(view, folder);
  if (folder !== '' && range.start === range.end) {
    const folders = new Set(view.files.flatMap(({ path }) => foldersOf(path)));
    throw new ToolwrightError('folder-not-in-graph', `There is no file below ${folder} in the dependency graph.`, {
      hint: didYouMean(folder, [...folders]) ?? 'Folders are relative to the workspace folder, with /.',
    });
  }
  const names = new Map(packages.map(({ path, name }) => [path, name]));
  const parts = partsOf(view, folder, range, names);
  const only = parts[0];
  if (parts.length === 1 && only?.kind === 'folder') return folderView(view, only.path, packages);
  return { folder, nodes: parts.map((part) => nodeOf(view, part, names)), edges: edgesBetween(view, range, parts) };
}

/** Files that follow one another in a view. */
interface Range {
  readonly start: number;
  readonly end: number;
}

interface Part extends Range {
  readonly path: string;
  readonly kind: FolderNode['kind'];
}

/** The files of a folder follow one another, because a view is sorted by path. */
function filesBelow(view: GraphView, folder: string): Range {
  if (folder === '') return { start: 0, end: view.files.length };
  const firstAtOrAfter = (text: string) => {
    let low = 0;
    let high = view.files.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (view.file(middle).path < text) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const afterSlash = String.fromCharCode('/'.charCodeAt(0) + 1);
  return { start: firstAtOrAfter(`${folder}/`), end: firstAtOrAfter(folder + afterSlash) };
}

function partsOf(
  view: GraphView,
  folder: string,
  { start, end }: Range,
  packages: ReadonlyMap<string, string | undefined>,
): Part[] {
  const parts: Part[] = [];
  const skip = folder === '' ? 0 : folder.length + 1;
  for (let id = start; id < end; ) {
    const { path } = view.file(id);
    const slash = path.indexOf('/', skip);
    if (slash === -1) {
      parts.push({ path, kind: 'file', start: id, end: id + 1 });
      id++;
      continue;
    }
    const child = path.slice(0, slash);
    const range = filesBelow(view, child);
    parts.push({ path: innermost(view, child, range, packages), kind: 'folder', ...range });
    id = range.end;
  }
  return parts;
}

/** Goes down while a folder holds nothing but one other folder. */
function innermost(
  view: GraphView,
  folder: string,
  { start, end }: Range,
  packages: ReadonlyMap<string, string | undefined>,
): string {
  let path = folder;
  while (!packages.has(path)) {
    const slash = view.file(start).path.indexOf('/', path.length + 1);
    if (slash === -1) break;
    const child = view.file(start).path.slice(0, slash);
    if (!view.file(end - 1).path.startsWith(`${child}/`)) break;
    path = child;
  }
  return path;
}

function nodeOf(view: GraphView, part: Part, packages: ReadonlyMap<string, string | undefined>): FolderNode {
  const { groupSize, atRuntime } = cycleIndexOf(view);
  let lines = 0;
  let cyclic = 0;
  let cyclicAtRuntime = 0;
  for (let id = part.start; id < part.end; id++) {
    lines += view.file(id).lines;
    if (groupSize(id) > 0) cyclic++;
    if (atRuntime(id)) cyclicAtRuntime++;
  }
  const packageName = packages.get(part.path);
  return {
    path: part.path,
    kind: part.kind,
    ...(packageName === undefined ? {} : { packageName }),
    files: part.end - part.start,
    lines,
    filesInCycles: cyclic,
    filesInRuntimeCycles: cyclicAtRuntime,
  };
}

function edgesBetween(view: GraphView, { start, end }: Range, parts: readonly Part[]): FolderEdge[] {
  const partOf = new Int32Array(end - start);
  parts.forEach((part, at) => {
    partOf.fill(at, part.start - start, part.end - start);
  });
  const counts = parts.map(() => new Map<number, { count: number; typeOnly: boolean }>());
  for (let id = start; id < end; id++) {
    const from = partOf[id - start] as number;
    const runtime = new Set(view.runtime[id]);
    for (const target of view.all[id] as readonly number[]) {
      if (target < start || target >= end) continue;
      const to = partOf[target - start] as number;
      if (to === from) continue;
      const known = counts[from]?.get(to) ?? { count: 0, typeOnly: true };
      counts[from]?.set(to, { count: known.count + 1, typeOnly: known.typeOnly && !runtime.has(target) });
    }
  }
  const component = stronglyConnected(counts.map((row) => [...row.keys()])).of;
  const runtimeRows = counts.map((row) => [...row].flatMap(([to, { typeOnly }]) => (typeOnly ? [] : [to])));
  const runtimeComponent = stronglyConnected(runtimeRows).of;
  return counts.flatMap((row, from) =>
    [...row]
      .sort(([a], [b]) => a - b)
      .map(([to, { count, typeOnly }]) => ({
        from: (parts[from] as Part).path,
        to: (parts[to] as Part).path,
        count,
        typeOnly,
        inCycle: component[from] === component[to],
        inRuntimeCycle: !typeOnly && runtimeComponent[from] === runtimeComponent[to],
      })),
  );
}
