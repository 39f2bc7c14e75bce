import { parseSync } from 'oxc-parser';
import { describe, expect, test } from 'vitest';
import { planWorkspace } from './generate.ts';

const sources = (files: number, seed: number) =>
  [...planWorkspace({ files, seed }).texts].filter(([path]) => !path.endsWith('.json'));

describe('a generated workspace', () => {
  test('has as many source files as were asked for', () => {
    for (const files of [1, 2, 7, 60, 800]) expect(sources(files, 1)).toHaveLength(files);
  });

  test('is the same for the same seed, and another for another', () => {
    expect(planWorkspace({ files: 120, seed: 4 })).toEqual(planWorkspace({ files: 120, seed: 4 }));
    expect(planWorkspace({ files: 120, seed: 5 }).texts).not.toEqual(planWorkspace({ files: 120, seed: 4 }).texts);
  });

  test('parses without an error, and its edges lead from file to file', () => {
    const { texts, edges } = planWorkspace({ files: 600 });
    for (const [path, text] of texts) {
      if (!path.endsWith('.json')) expect(parseSync(path, text).errors, path).toEqual([]);
    }
    for (const { from, to } of edges)
      expect([texts.has(from), texts.has(to)], `${from} -> ${to}`).toEqual([true, true]);
    expect(edges.length).toBeGreaterThan(1200);
    expect(edges.some(({ typeOnly }) => typeOnly)).toBe(true);
  });

  test('refuses a number of files that makes no sense', () => {
    expect(() => planWorkspace({ files: 0 })).toThrow(RangeError);
  });
});
