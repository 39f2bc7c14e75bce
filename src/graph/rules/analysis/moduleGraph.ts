import type { Adjacency } from '../../model/view.ts';
import type { Module, ModuleDependency } from '../modules/module.ts';

/**
 * Names with their dependencies as numbers: node `i` has the edges `first[i]` … `first[i + 1] - 1`, in the order of
 * its dependencies and with duplicates, because dependency-cruiser counts and walks them so.
 */
export interface EdgeGraph {
  readonly names: readonly string[];
  readonly first: Int32Array;
  readonly target: Int32Array;
}

/** Modules as a graph. Nodes beyond `modules` are names that something depends on without being a module. */
export interface ModuleGraph extends EdgeGraph {
  readonly modules: readonly Module[];
  /** By edge. */
  readonly dependencies: readonly ModuleDependency[];
  readonly idOf: ReadonlyMap<string, number>;
}

/** @param modules when two have the same source the last one counts, at the place of the first */
export function moduleGraphOf(modules: readonly Module[]): ModuleGraph {
  const unique = [...new Map(modules.map((module) => [module.source, module])).values()];
  const idOf = new Map(unique.map((module, id) => [module.source, id]));
  const names = unique.map((module) => module.source);
  const dependencies = unique.flatMap((module) => module.dependencies);
  const targets = dependencies.map(({ resolved }) => {
    const known = idOf.get(resolved);
    if (known !== undefined) return known;
    idOf.set(resolved, names.length);
    return names.push(resolved) - 1;
  });
  const first = new Int32Array(names.length + 1).fill(dependencies.length);
  let edges = 0;
  unique.forEach((module, id) => {
    first[id] = edges;
    edges += module.dependencies.length;
  });
  return { names, first, target: Int32Array.from(targets), modules: unique, dependencies, idOf };
}

/** A graph of names from their rows. */
export function edgeGraphOf(names: readonly string[], rows: Adjacency): EdgeGraph {
  const first = new Int32Array(names.length + 1);
  rows.forEach((row, id) => {
    first[id + 1] = (first[id] as number) + row.length;
  });
  return { names, first, target: Int32Array.from(rows.flat()) };
}

/** The edges of a node as numbers, from (included) and to (excluded). */
export function edgesOf(graph: EdgeGraph, node: number): readonly [number, number] {
  return [graph.first[node] as number, graph.first[node + 1] as number];
}

/** For each node the nodes that have an edge to it, each once, in order. */
export function dependentsOf(graph: EdgeGraph): number[][] {
  const rows: number[][] = graph.names.map(() => []);
  for (let node = 0; node < graph.names.length; node++) {
    const [from, to] = edgesOf(graph, node);
    for (let edge = from; edge < to; edge++) {
      const row = rows[graph.target[edge] as number] as number[];
      if (row[row.length - 1] !== node) row.push(node);
    }
  }
  return rows;
}
