import { describe, expect, test } from 'vitest';
import type { ImpactReport } from '#protocol';
import { impactOf } from '../../../src/graph/impact/impact.ts';
import { shortestPath } from '../../../src/graph/paths/shortestPath.ts';
import fc from '../../support/fastCheck.ts';
import { anyView, writtenExports } from './arbitraryViews.ts';
import { affectedByReference } from './reference.ts';

const entries = ({ files, tests }: ImpactReport) => [...files, ...tests];
const paths = (report: ImpactReport) => entries(report).map(({ path }) => path);

describe('impactOf', () => {
  test('lists what the reference says is affected, and besides only barrels that are loaded on the way', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        for (const file of view.files) {
          for (const exportName of [undefined, ...writtenExports(file)]) {
            const subject = exportName === undefined ? { path: file.path } : { path: file.path, exportName };
            const report = impactOf(view, file.path, exportName);
            const { affected, loading } = affectedByReference(view, subject);
            expect(paths(report)).toEqual(expect.arrayContaining([...affected]));
            const besides = entries(report).filter(({ path }) => !affected.has(path));
            const vias = new Set(entries(report).map(({ via }) => via));
            for (const { path } of besides) expect(loading.has(path) && vias.has(path)).toBe(true);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test('affects no more by one export than by the whole file', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        for (const file of view.files) {
          const whole = new Set(paths(impactOf(view, file.path)));
          for (const exportName of writtenExports(file)) {
            for (const path of paths(impactOf(view, file.path, exportName))) expect(whole).toContain(path);
          }
        }
      }),
    );
  });

  test('affects every importer when the whole file changes', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        view.files.forEach(({ path }, id) => {
          const direct = entries(impactOf(view, path)).filter(({ distance }) => distance === 1);
          const importers = view.reverse[id]?.filter((importer) => importer !== id) ?? [];
          expect(direct.map((entry) => entry.path).sort()).toEqual(
            importers.map((importer) => view.file(importer).path),
          );
        });
      }),
    );
  });

  test('leads every way back to the subject, over edges that exist, nearest first', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        for (const { path: subject } of view.files) {
          const report = impactOf(view, subject);
          const byPath = new Map(entries(report).map((entry) => [entry.path, entry]));
          for (const list of [report.files, report.tests]) {
            const distances = list.map(({ distance }) => distance);
            expect(distances).toEqual(distances.toSorted((a, b) => a - b));
          }
          for (const { path, via, distance, line, names, typeOnly } of byPath.values()) {
            const from = view.idOf.get(path) as number;
            const edge = view.edge(from, view.idOf.get(via) as number);
            const lines = view.file(from).dependencies.map((dependency) => dependency.line);
            expect(lines).toContain(line);
            expect(edge?.names).toEqual(expect.arrayContaining([...names]));
            expect(via === subject ? 0 : (byPath.get(via)?.distance ?? Infinity)).toBeLessThan(distance);
            const atRuntime = shortestPath(view.runtime, from, view.idOf.get(subject) as number);
            if (!typeOnly) expect(atRuntime).not.toEqual([]);
          }
        }
      }),
    );
  });
});
