import type { Dependency } from '#protocol';
import { type Adjacency, GraphView } from '../../../src/graph/model/view.ts';
import fc from '../../support/fastCheck.ts';

/** Any directed graph of up to so many nodes, self-loops included; `density` is the mean number of edges of a node. */
export function anyGraph(mostNodes: number, density = 2): fc.Arbitrary<Adjacency> {
  return fc.integer({ min: 1, max: mostNodes }).chain((nodes) => {
    const node = fc.nat({ max: nodes - 1 });
    return fc
      .array(fc.tuple(node, node), { maxLength: Math.ceil(nodes * density) })
      .map((edges) => graphOf(nodes, edges));
  });
}

export function graphOf(nodes: number, edges: readonly (readonly [number, number])[]): Adjacency {
  const rows = Array.from({ length: nodes }, () => new Set<number>());
  for (const [from, to] of edges) rows[from]?.add(to);
  return rows.map((row) => [...row].sort((a, b) => a - b));
}

export function edgesOf(graph: Adjacency): [number, number][] {
  return graph.flatMap((row, from) => row.map((to): [number, number] => [from, to]));
}

/** Whether there is a way of at least one edge: the plain fixpoint. */
export function reaches(graph: Adjacency): (from: number, to: number) => boolean {
  const reached = graph.map((row) => new Set(row));
  for (let grown = true; grown; ) {
    grown = false;
    for (const row of reached) {
      for (const middle of [...row]) {
        for (const next of reached[middle] as Set<number>) {
          if (row.has(next)) continue;
          row.add(next);
          grown = true;
        }
      }
    }
  }
  return (from, to) => (reached[from] as Set<number>).has(to);
}

/** A view with the edges of a graph, those of `runtime` at run time; file n is called `nn.ts`, with leading zeros. */
export function viewOfGraph(all: Adjacency, runtime: (from: number, to: number) => boolean = () => true): GraphView {
  return GraphView.of(
    all.map((row, from) => ({
      path: nameOf(from),
      bytes: 10 + from,
      lines: 1,
      test: false,
      exports: [],
      problems: [],
      dependencies: row.map((to, at): Dependency => {
        const typeOnly = !runtime(from, to);
        return {
          specifier: `./${nameOf(to)}`,
          syntax: 'import',
          typeOnly,
          names: [{ imported: 'x', as: 'x', typeOnly }],
          start: at * 10,
          end: at * 10 + 5,
          line: at + 1,
          target: { kind: 'file', path: nameOf(to) },
        };
      }),
    })),
  );
}

export function nameOf(node: number): string {
  return `${String(node).padStart(2, '0')}.ts`;
}
