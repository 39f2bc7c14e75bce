import { describe, expect, it } from 'vitest';
import type { Dependency, GraphFile } from '#protocol';
import { loadsSaved } from '../../../src/graph/advice/loads.ts';
import { type Edge, tangleAmong } from '../../../src/graph/advice/savings.ts';
import { membersOf, stronglyConnected } from '../../../src/graph/cycles/components.ts';
import { type Adjacency, GraphView } from '../../../src/graph/model/view.ts';
import { reachableFrom } from '../../../src/graph/paths/reachable.ts';
import fc from '../../support/fastCheck.ts';

const size = 9;
const node = fc.nat(size - 1);
const edges = fc.uniqueArray(fc.tuple(node, node), { maxLength: 30, selector: String });
const adjacency = (nodes: number, list: readonly Edge[]): Adjacency =>
  Array.from({ length: nodes }, (_, from) => [...new Set(list.filter(([f]) => f === from).map(([, to]) => to))].sort());

/** By the definition: a node is on a cycle when it reaches itself. */
const onCycles = (graph: Adjacency) => graph.filter((_, id) => reachableFrom(graph, id).includes(id)).length;

describe('tangleAmong', () => {
  it('counts the files freed as a fresh look at the changed graph does', () => {
    const picks = fc.array(fc.nat(1000), { maxLength: 4 });
    fc.assert(
      fc.property(edges, picks, picks, (list, cuts, links) => {
        const graph = adjacency(size, list);
        for (const members of membersOf(stronglyConnected(graph)).filter(({ length }) => length > 1)) {
          const inside = list.filter(([from, to]) => members.includes(from) && members.includes(to));
          const removed = cuts.map((pick) => inside[pick % inside.length] as Edge);
          // One new node, linked to and from members, and links among members.
          const ends = [...members, size];
          const added = links.map(
            (pick): Edge => [ends[pick % ends.length] ?? 0, ends[(pick >> 3) % ends.length] ?? 0],
          );
          const kept = list.filter((edge) => !removed.includes(edge));
          const after = adjacency(size + 1, [...kept, ...added]);
          expect(tangleAmong(graph, members).freed(removed, added)).toBe(onCycles(graph) - onCycles(after));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('counts right where the members are several components, or none', () => {
    fc.assert(
      fc.property(edges, fc.nat(1000), (list, pick) => {
        const graph = adjacency(size, list);
        const removed = list.filter((_, at) => at === pick % Math.max(1, list.length));
        const after = adjacency(
          size,
          list.filter((edge) => !removed.includes(edge)),
        );
        const all = graph.map((_, id) => id);
        expect(tangleAmong(graph, all).freed(removed)).toBe(onCycles(graph) - onCycles(after));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('loadsSaved', () => {
  const path = (id: number) => `${id}.ts`;
  const dependency = (to: number): Dependency => ({
    ...{ specifier: `./${to}`, syntax: 'import', typeOnly: false, names: [], start: 0, end: 0, line: 1 },
    target: { kind: 'file', path: path(to) },
  });
  const file = (row: readonly number[], id: number): GraphFile => ({
    ...{ path: path(id), bytes: 1, lines: 1, test: false, exports: [], problems: [] },
    dependencies: row.map(dependency),
  });

  it('counts as loading the file in the changed graph does', () => {
    const change = fc.record({ from: node, row: fc.uniqueArray(node, { maxLength: 3 }) });
    fc.assert(
      fc.property(edges, fc.array(change, { maxLength: 4 }), (list, wishes) => {
        const graph = adjacency(size, list);
        // A file leads to no more than it led to before.
        const changes = wishes.map(({ from, row }) => {
          const reached = reachableFrom(graph, from);
          return { from, row: row.filter((target) => target !== from && reached.includes(target)) };
        });
        const loads = (of: Adjacency, from: number) => reachableFrom(of, from).filter((id) => id !== from).length;
        expect(loadsSaved(GraphView.of(graph.map(file)), changes)).toEqual(
          changes.map(({ from, row }) => loads(graph, from) - loads(graph.with(from, row), from)),
        );
      }),
      { numRuns: 2000 },
    );
  });
});
