import { folderOf } from '#base';
import { CycleFinder } from './cycleFinder.ts';
import { instability, isMeasured } from './instability.ts';
import { type EdgeGraph, edgeGraphOf, edgesOf, type ModuleGraph } from './moduleGraph.ts';

/**
 * Folders with the folders that they depend on, as dependency-cruiser rolls modules up. A folder stands for all modules
 * below it; what it depends on are the innermost folders outside of it.
 */
export interface FolderGraph extends EdgeGraph {
  readonly folders: readonly Folder[];
  readonly cycles: CycleFinder;
}

export interface Folder {
  readonly name: string;
  /** -1 for a folder that is depended on without a module of the graph in it. */
  readonly moduleCount: number;
  readonly afferentCouplings: number;
  readonly efferentCouplings: number;
  /** Undefined where there is no module of the graph in it. */
  readonly instability: number | undefined;
  readonly dependents: readonly string[];
  readonly dependencies: readonly string[];
}

export function folderGraphOf(graph: ModuleGraph, dependents: readonly (readonly number[])[]): FolderGraph {
  const folders = collect(graph, dependents);
  const known = new Set(folders.map(({ name }) => name));
  const elsewhere = new Set(folders.flatMap(({ dependencies }) => dependencies).filter((name) => !known.has(name)));
  for (const name of elsewhere) {
    folders.push({
      name,
      moduleCount: -1,
      afferentCouplings: 0,
      efferentCouplings: 0,
      instability: undefined,
      dependents: [],
      dependencies: [],
    });
  }
  const names = folders.map(({ name }) => name);
  const idOf = new Map(names.map((name, id) => [name, id]));
  const edges = edgeGraphOf(
    names,
    folders.map(({ dependencies }) => dependencies.map((name) => idOf.get(name) as number)),
  );
  return { ...edges, folders, cycles: new CycleFinder(edges) };
}

interface Couplings {
  moduleCount: number;
  incoming: string[];
  outgoing: string[];
}

function collect(graph: ModuleGraph, dependents: readonly (readonly number[])[]): Folder[] {
  const couplings = new Map<string, Couplings>();
  graph.modules.forEach((module, id) => {
    if (!isMeasured(module)) return;
    const [from, to] = edgesOf(graph, id);
    for (const folder of foldersAbove(module.source)) {
      const prefix = `${folder}/`;
      const outside = (name: string) => !name.startsWith(prefix);
      const entry = couplings.get(folder) ?? { moduleCount: 0, incoming: [], outgoing: [] };
      couplings.set(folder, entry);
      entry.moduleCount++;
      for (const dependent of dependents[id] ?? []) {
        const name = graph.names[dependent] as string;
        if (outside(name)) entry.incoming.push(name);
      }
      for (let edge = from; edge < to; edge++) {
        const name = graph.names[graph.target[edge] as number] as string;
        if (outside(name)) entry.outgoing.push(name);
      }
    }
  });
  return [...couplings].map(([name, { moduleCount, incoming, outgoing }]) => ({
    name,
    moduleCount,
    afferentCouplings: incoming.length,
    efferentCouplings: outgoing.length,
    instability: instability(outgoing.length, incoming.length),
    dependents: distinctFolders(incoming),
    dependencies: distinctFolders(outgoing),
  }));
}

/** `a/b/c.ts` → `a`, `a/b`; a file at the top is in `.`. */
function foldersAbove(path: string): string[] {
  const parts = folderOf(path).split('/');
  return parts[0] === '' ? ['.'] : parts.map((_, depth) => parts.slice(0, depth + 1).join('/'));
}

/** Files at the top and built-ins have no folder and stand for themselves. */
function distinctFolders(names: readonly string[]): string[] {
  return [...new Set(names.map((name) => folderOf(name) || name))];
}
