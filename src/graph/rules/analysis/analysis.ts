import type { Module } from '../modules/module.ts';
import { CycleFinder } from './cycleFinder.ts';
import { type FolderGraph, folderGraphOf } from './folders.ts';
import { moduleInstabilities } from './instability.ts';
import { dependentsOf, edgesOf, type ModuleGraph, moduleGraphOf } from './moduleGraph.ts';

/** What can be derived from modules, each fact when a rule first asks for it. */
export class Analysis {
  readonly graph: ModuleGraph;
  #cycles: CycleFinder | undefined;
  #dependents: number[][] | undefined;
  #instabilities: (number | undefined)[] | undefined;
  #folders: FolderGraph | undefined;

  constructor(modules: readonly Module[]) {
    this.graph = moduleGraphOf(modules);
  }

  /** The edges of a cycle that an edge is on, undefined where it is on none (see {@link CycleFinder}). */
  cycle(from: number, edge: number): readonly number[] | undefined {
    this.#cycles ??= new CycleFinder(this.graph);
    return this.#cycles.cycle(from, edge);
  }

  /** Modules that depend on each node. */
  get dependents(): readonly (readonly number[])[] {
    this.#dependents ??= dependentsOf(this.graph);
    return this.#dependents;
  }

  /** A module that has no dependencies and no dependents. */
  isOrphan(node: number): boolean {
    const [from, to] = edgesOf(this.graph, node);
    return from === to && this.dependents[node]?.length === 0;
  }

  /** Undefined for built-ins, packages and what could not be resolved. */
  instability(node: number): number | undefined {
    this.#instabilities ??= moduleInstabilities(this.graph, this.dependents);
    return this.#instabilities[node];
  }

  get folders(): FolderGraph {
    this.#folders ??= folderGraphOf(this.graph, this.dependents);
    return this.#folders;
  }
}
