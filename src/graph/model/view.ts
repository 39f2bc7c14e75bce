import type { FileEdge, GraphFile } from '#protocol';

/** A directed graph over the numbers 0 … n-1: for each node the sorted, distinct nodes it points to. */
export type Adjacency = readonly (readonly number[])[];

/**
 * One state of the dependency graph, ready for questions: files sorted by path, numbered by their place,
 * and file-to-file edges as adjacency lists. It never changes; an edit makes a new view.
 */
export class GraphView {
  readonly files: readonly GraphFile[];
  readonly idOf: ReadonlyMap<string, number>;
  /** Every file-to-file edge. */
  readonly all: Adjacency;
  /** Edges that exist at run time: at least one dependency behind them is not type-only. */
  readonly runtime: Adjacency;
  #reverse: Adjacency | undefined;

  private constructor(
    files: readonly GraphFile[],
    idOf: ReadonlyMap<string, number>,
    all: Adjacency,
    runtime: Adjacency,
  ) {
    this.files = files;
    this.idOf = idOf;
    this.all = all;
    this.runtime = runtime;
  }

  /** @param files in any order, paths distinct */
  static of(files: Iterable<GraphFile>): GraphView {
    const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
    const idOf = new Map(sorted.map((file, id) => [file.path, id]));
    const all: (readonly number[])[] = [];
    const runtime: (readonly number[])[] = [];
    for (const file of sorted) {
      const row = rowsOf(file, idOf);
      all.push(row.all);
      runtime.push(row.runtime);
    }
    return new GraphView(sorted, idOf, all, runtime);
  }

  /** The view after some files got a new content; the set of files stays as it is. */
  withFiles(changed: Iterable<GraphFile>): GraphView {
    const files = [...this.files];
    const all = [...this.all];
    const runtime = [...this.runtime];
    for (const file of changed) {
      const id = this.idOf.get(file.path);
      if (id === undefined) throw new Error(`not in the view: ${file.path}`);
      const row = rowsOf(file, this.idOf);
      files[id] = file;
      all[id] = row.all;
      runtime[id] = row.runtime;
    }
    return new GraphView(files, this.idOf, all, runtime);
  }

  /** Who points at each file, over every edge. */
  get reverse(): Adjacency {
    this.#reverse ??= reversed(this.all);
    return this.#reverse;
  }

  file(id: number): GraphFile {
    const file = this.files[id];
    if (file === undefined) throw new RangeError(`no file ${id} in a view of ${this.files.length}`);
    return file;
  }

  /** All dependencies of one file on another taken together, or undefined where there is none. */
  edge(from: number, to: number): FileEdge | undefined {
    const target = this.file(to).path;
    const between = this.file(from).dependencies.filter((d) => d.target.kind === 'file' && d.target.path === target);
    const first = between[0];
    if (first === undefined) return undefined;
    return {
      from: this.file(from).path,
      to: target,
      line: first.line,
      typeOnly: between.every((d) => d.typeOnly),
      names: [...new Set(between.flatMap((d) => d.names.map((n) => n.imported)))].sort(),
    };
  }
}

/** The transposed graph. Rows come out sorted. */
export function reversed(graph: Adjacency): Adjacency {
  const rows: number[][] = graph.map(() => []);
  graph.forEach((targets, from) => {
    for (const to of targets) rows[to]?.push(from);
  });
  return rows;
}

function rowsOf(file: GraphFile, idOf: ReadonlyMap<string, number>): { all: number[]; runtime: number[] } {
  const all = new Set<number>();
  const runtime = new Set<number>();
  for (const dependency of file.dependencies) {
    if (dependency.target.kind !== 'file') continue;
    const id = idOf.get(dependency.target.path);
    if (id === undefined) continue;
    all.add(id);
    if (!dependency.typeOnly) runtime.add(id);
  }
  const ascending = (a: number, b: number) => a - b;
  return { all: [...all].sort(ascending), runtime: [...runtime].sort(ascending) };
}
