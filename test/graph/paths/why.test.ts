import { describe, expect, test } from 'vitest';
import { ToolwrightError } from '#base';
import { disjointPaths } from '../../../src/graph/paths/disjointPaths.ts';
import { shortestPath } from '../../../src/graph/paths/shortestPath.ts';
import { whyDependsOn } from '../../../src/graph/paths/why.ts';
import fc from '../../support/fastCheck.ts';
import { anyGraph, edgesOf, graphOf, reaches } from '../cycles/arbitraries.ts';
import { viewOf } from '../impact/sources.ts';

describe('whyDependsOn', () => {
  const view = viewOf({
    'app.ts': `import type { T } from './types';\nimport { a } from './a';\nimport { b } from './b';\nexport const x: T = [a, b];`,
    'a.ts': `import { core } from './core'; export const a = core;`,
    'b.ts': `import { core } from './core'; export const b = core;`,
    'types.ts': `import type { C } from './core'; export type T = C[];`,
    'core.ts': `export const core = 1; export type C = number;`,
    'alone.ts': `import { a } from './alone'; export { a };`,
  });

  test('takes a way at run time before one that is erased, and counts how many there are', () => {
    const { steps, typeOnly, disjointWays } = whyDependsOn(view, 'app.ts', 'core.ts');
    expect(steps.map(({ from, to, line }) => `${from}:${line} > ${to}`)).toEqual([
      'app.ts:2 > a.ts',
      'a.ts:1 > core.ts',
    ]);
    expect({ typeOnly, disjointWays }).toEqual({ typeOnly: false, disjointWays: 2 });
  });

  test('names the steps that every way has', () => {
    const fork = viewOf({
      'a.ts': `import './b';`,
      'b.ts': `import './c';\nimport './d';`,
      'c.ts': `import './e';`,
      'd.ts': `import './e';`,
      'e.ts': `import './f';`,
      'f.ts': '',
    });
    const edges = (from: string, to: string) => {
      const { steps, unavoidable, disjointWays } = whyDependsOn(fork, from, to);
      return [steps.length, disjointWays, unavoidable.map((step) => `${step.from} > ${step.to}`)];
    };
    expect(edges('a.ts', 'f.ts')).toEqual([4, 1, ['a.ts > b.ts', 'e.ts > f.ts']]);
    expect(edges('b.ts', 'e.ts')).toEqual([2, 2, []]);
    expect(edges('c.ts', 'f.ts')).toEqual([2, 1, ['c.ts > e.ts', 'e.ts > f.ts']]);
    expect(edges('f.ts', 'a.ts')).toEqual([0, 0, []]);
  });

  test('says so when there is only a way at compile time, and when there is none', () => {
    expect(whyDependsOn(view, 'types.ts', 'core.ts')).toMatchObject({ typeOnly: true, disjointWays: 1 });
    expect(whyDependsOn(view, 'core.ts', 'app.ts')).toMatchObject({ steps: [], typeOnly: false, disjointWays: 0 });
  });

  test('from a file to itself is a cycle, or nothing', () => {
    expect(whyDependsOn(view, 'alone.ts', 'alone.ts').steps).toHaveLength(1);
    expect(whyDependsOn(view, 'app.ts', 'app.ts').steps).toEqual([]);
  });

  test('names near files when one is not in the graph', () => {
    expect(() => whyDependsOn(view, 'app.ts', 'src/core.ts')).toThrow(
      expect.objectContaining({ code: 'file-not-in-graph', hint: 'Did you mean core.ts?' }),
    );
    expect(() => whyDependsOn(view, 'nothing-like-it.vue', 'app.ts')).toThrow(ToolwrightError);
  });
});

test('a shortest path is one, and is found when there is any', () => {
  fc.assert(
    fc.property(anyGraph(8), fc.nat(7), fc.nat(7), (graph, a, b) => {
      const [from, to] = [a % graph.length, b % graph.length];
      const path = shortestPath(graph, from, to);
      expect(path.length > 0).toBe(reaches(graph)(from, to));
      path.slice(1).forEach((node, at) => {
        expect(graph[path[at] as number]).toContain(node);
      });
      if (path.length > 0) expect(path.length - 1).toBe(fewestSteps(graph, from, to));
    }),
  );
});

test('there are as many disjoint paths as edges have to go', () => {
  fc.assert(
    fc.property(anyGraph(5, 2), fc.nat(4), fc.nat(4), (graph, a, b) => {
      const [from, to] = [a % graph.length, b % graph.length];
      expect(disjointPaths(graph, from, to)).toBe(smallestCut(graph, from, to));
    }),
  );
});

test('a path that stands in the way of two others is taken apart', () => {
  // The shortest way 0 1 4 7 blocks 0 1 2 3 7 and 0 5 6 4 7.
  const graph = [[1, 5], [2, 4], [3], [7], [7], [6], [4], []];
  expect(disjointPaths(graph, 0, 7)).toBe(2);
});

/** How often the graph has to be stepped through, all nodes reached so far at once. */
function fewestSteps(graph: readonly (readonly number[])[], from: number, to: number): number {
  let front = new Set(graph[from]);
  let steps = 1;
  for (; !front.has(to); steps++) front = new Set([...front].flatMap((node) => graph[node] as readonly number[]));
  return steps;
}

/** Tries every set of edges. */
function smallestCut(graph: readonly (readonly number[])[], from: number, to: number): number {
  const edges = edgesOf(graph);
  let smallest = edges.length;
  for (let set = 0; set < 1 << edges.length; set++) {
    const kept = edges.filter((_, at) => (set & (1 << at)) === 0);
    const gone = edges.length - kept.length;
    if (gone < smallest && !reaches(graphOf(graph.length, kept))(from, to)) smallest = gone;
  }
  return smallest;
}
