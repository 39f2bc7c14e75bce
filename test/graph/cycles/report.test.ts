import { describe, expect, test } from 'vitest';
import { CancelledError } from '#base';
import { cycleReport } from '../../../src/graph/cycles/report.ts';
import fc from '../../support/fastCheck.ts';
import { viewOf } from '../impact/sources.ts';
import { anyGraph, nameOf, reaches, viewOfGraph } from './arbitraries.ts';

const words = (cycle: readonly { readonly from: string; readonly to: string }[]) =>
  cycle.map(({ from, to }) => `${from} > ${to}`).join(', ');

describe('cycleReport', () => {
  test('tells cycles at run time from those that are erased, and cuts where fewest names are carried', () => {
    const { groups, filesInCycles, filesInRuntimeCycles } = cycleReport(
      viewOf({
        'a.ts': `import { one, two } from './b'; export const a = one + two;`,
        'b.ts': `import { a } from './a'; export const one = 1; export const two = () => a;`,
        'model.ts': `import type { View } from './view'; export interface Model { view: View }`,
        'view.ts': `import type { Model, Other } from './model'; export interface View { model: Model }`,
        'self.ts': `import * as self from './self'; export const name = Object.keys(self);`,
        'top.ts': `import './a';`,
      }),
    );
    expect(groups.map(({ id, files, runtime }) => ({ id, files, runtime }))).toEqual([
      { id: 'a.ts', files: ['a.ts', 'b.ts'], runtime: true },
      { id: 'model.ts', files: ['model.ts', 'view.ts'], runtime: false },
      { id: 'self.ts', files: ['self.ts'], runtime: true },
    ]);
    expect(groups.map(({ shortest }) => shortest.map(words))).toEqual([
      ['a.ts > b.ts, b.ts > a.ts'],
      ['model.ts > view.ts, view.ts > model.ts'],
      ['self.ts > self.ts'],
    ]);
    expect(groups.map(({ cut }) => `${cut.method}: ${words(cut.edges)}`)).toEqual([
      'exact: b.ts > a.ts',
      'exact: model.ts > view.ts',
      'exact: self.ts > self.ts',
    ]);
    expect({ filesInCycles, filesInRuntimeCycles }).toEqual({ filesInCycles: 5, filesInRuntimeCycles: 3 });
  });

  test.each(['abc', 'bca', 'cab'])(
    'cuts the type-only one of imports that carry as many names, in the ring %s',
    (ring) => {
      const [first, second, third] = [...ring];
      const { groups } = cycleReport(
        viewOf({
          [`${first}.ts`]: `import { x } from './${second}'; export const x = 1, y = x; export type T = 1;`,
          [`${second}.ts`]: `import { x } from './${third}'; export { x };`,
          [`${third}.ts`]: `import type { T } from './${first}'; export const x: T = 1;`,
        }),
      );
      expect(groups.map(({ runtime, cut }) => `${runtime}: ${words(cut.edges)}`)).toEqual([
        `false: ${third}.ts > ${first}.ts`,
      ]);
    },
  );

  test('takes everything a namespace holds for carried', () => {
    const { groups } = cycleReport(
      viewOf({
        'a.ts': `import { x, y } from './b'; export const a = 1, b = 2, c = 3;`,
        'b.ts': `import * as all from './a'; export const x = all, y = 1;`,
      }),
    );
    expect(groups.map(({ cut }) => words(cut.edges))).toEqual(['a.ts > b.ts']);
  });

  test('in a group with run-time cycles shows each file of a type-only one too, but cuts those at run time', () => {
    const { groups } = cycleReport(
      viewOf({
        'a.ts': `import { b } from './b'; import type { C } from './c'; export const a = b; export type A = C;`,
        'b.ts': `import { a } from './a'; export const b = () => a;`,
        'c.ts': `import type { A } from './a'; export type C = A[];`,
      }),
    );
    expect(groups).toHaveLength(1);
    expect(groups[0]?.shortest.map(words)).toEqual(['a.ts > b.ts, b.ts > a.ts', 'a.ts > c.ts, c.ts > a.ts']);
    expect(groups[0]?.cut.edges).toHaveLength(1);
    expect(groups[0]?.cut.edges[0]?.typeOnly).toBe(false);
  });

  test('what is left after the cuts has no cycle at run time, nor any where there was none at run time', () => {
    fc.assert(
      fc.property(anyGraph(10, 2.5), fc.func(fc.boolean()), (graph, atRuntime) => {
        const { groups } = cycleReport(viewOfGraph(graph, atRuntime));
        for (const group of groups) {
          const cut = new Set(group.cut.edges.map(({ from, to }) => `${from} ${to}`));
          const rest = graph.map((row, from) =>
            row.filter(
              (to) =>
                group.files.includes(nameOf(from)) &&
                (!group.runtime || atRuntime(from, to)) &&
                !cut.has(`${nameOf(from)} ${nameOf(to)}`),
            ),
          );
          const reach = reaches(rest);
          for (const [node] of graph.entries()) expect(reach(node, node)).toBe(false);
        }
      }),
    );
  });

  test('counts the files on cycles, and has every one of them in a group', () => {
    fc.assert(
      fc.property(anyGraph(10), fc.func(fc.boolean()), (graph, atRuntime) => {
        const report = cycleReport(viewOfGraph(graph, atRuntime));
        const onCycles = (rows: typeof graph) => [...rows.keys()].filter((node) => reaches(rows)(node, node));
        const runtime = graph.map((row, from) => row.filter((to) => atRuntime(from, to)));
        expect(report.groups.flatMap(({ files }) => files).sort()).toEqual(onCycles(graph).map(nameOf));
        expect(report.filesInCycles).toBe(onCycles(graph).length);
        expect(report.filesInRuntimeCycles).toBe(onCycles(runtime).length);
      }),
    );
  });

  test('takes over the groups that an edit did not touch, and works out the others', () => {
    const ring = (name: string) => ({
      [`${name}1.ts`]: `import { x } from './${name}2'; export const y = x;`,
      [`${name}2.ts`]: `import { y } from './${name}1'; export const x = () => y;`,
    });
    const view = viewOf({ ...ring('a'), ...ring('b') });
    const report = cycleReport(view);
    const edited = view.withFiles(
      viewOf({ ...ring('a'), 'b2.ts': `\nimport { y } from './b1'; export { y };` }).files.slice(2),
    );
    const after = cycleReport(edited, {}, { view, report });
    expect(after.groups[0]).toBe(report.groups[0]);
    expect(after).toEqual(cycleReport(edited));
  });

  test('stops when asked to', () => {
    const view = viewOf({ 'a.ts': `import './b';`, 'b.ts': `import './a';` });
    expect(() => cycleReport(view, { signal: AbortSignal.abort() })).toThrow(CancelledError);
  });
});
