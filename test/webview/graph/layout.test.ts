import { describe, expect, test } from 'vitest';
import { carryOver } from '../../../webview/graph/layout/carryOver.ts';
import { folderMap } from '../../../webview/graph/layout/folderMap.ts';
import { forces } from '../../../webview/graph/layout/forces.ts';
import { layerColumns } from '../../../webview/graph/layout/layers.ts';
import { radiiOf } from '../../../webview/graph/layout/radii.ts';
import { regions } from '../../../webview/graph/layout/regions.ts';
import { loadPositions, savePositions } from '../../../webview/graph/layout/savedPositions.ts';
import { graphModel } from '../../../webview/graph/model/graphModel.ts';
import fc from '../../support/fastCheck.ts';
import { drawable, makeWorkspace } from '../harness/workspace.ts';
import { modelOf } from './models.ts';

const model = graphModel(drawable(makeWorkspace(300, 900)));
const radii = radiiOf(model);
const map = folderMap(model.paths, model.from, model.to, radii);

describe('the map by folder', () => {
  test('is the same for the same files', () => {
    expect(folderMap(model.paths, model.from, model.to, radii)).toEqual(map);
  });

  test('keeps files apart', () => {
    const overlapping: string[] = [];
    model.paths.forEach((path, a) => {
      for (let b = 0; b < a; b++) {
        const distance = Math.hypot((map.x[a] ?? 0) - (map.x[b] ?? 0), (map.y[a] ?? 0) - (map.y[b] ?? 0));
        if (distance < 0.8 * ((radii[a] ?? 0) + (radii[b] ?? 0))) overlapping.push(`${path} ${model.paths[b]}`);
      }
    });
    expect(overlapping).toEqual([]);
  });

  test('has the files of a folder in its circle, and those of its siblings outside', () => {
    const circles = regions(model.paths, map, radii);
    expect(circles.length).toBeGreaterThan(20);
    for (const { folder, x, y, r } of circles) {
      model.paths.forEach((path, node) => {
        const distance = Math.hypot((map.x[node] ?? 0) - x, (map.y[node] ?? 0) - y);
        if (path.startsWith(`${folder}/`)) expect(distance).toBeLessThan(r + 0.01);
        else expect(distance).toBeGreaterThan(r - 2 * (radii[node] ?? 0));
      });
    }
  });

  test('holds for any folders and edges', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => `${parts.join('/')}.ts`);
    const end = fc.nat({ max: 19 });
    fc.assert(
      fc.property(fc.uniqueArray(path, { maxLength: 20 }), fc.array(fc.tuple(end, end)), (paths, pairs) => {
        const edges = pairs.filter(([from, to]) => from !== to && from < paths.length && to < paths.length);
        const { x, y } = folderMap(
          paths,
          edges.map(([from]) => from),
          edges.map(([, to]) => to),
          paths.map(() => 4),
        );
        for (const value of [...x, ...y]) expect(Number.isFinite(value)).toBe(true);
        expect(new Set(Array.from(x, (value, node) => `${value},${y[node]}`)).size).toBe(paths.length);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the arrangement by dependencies', () => {
  test('brings connected files nearer to each other than the others, and leaves nothing on one spot', () => {
    const positions = [...forces(map, model.from, model.to, radii)].at(-1) ?? map;
    const distance = (a: number, b: number) =>
      Math.hypot((positions.x[a] ?? 0) - (positions.x[b] ?? 0), (positions.y[a] ?? 0) - (positions.y[b] ?? 0));
    const mean = (distances: number[]) => distances.reduce((sum, value) => sum + value, 0) / distances.length;
    const linked = mean(Array.from(model.from, (from, edge) => distance(from, model.to[edge] ?? 0)));
    const any = mean(model.paths.map((_, node) => distance(node, (node * 7 + 1) % model.paths.length)));
    expect(linked).toBeLessThan(any * 0.8);
    expect(new Set(Array.from(positions.x, (x, node) => `${x},${positions.y[node]}`)).size).toBe(model.paths.length);
  });
});

describe('columns', () => {
  test('stand in the order of their layers, on rows of their own', () => {
    const small = modelOf('a.ts b.ts value', 'b.ts c.ts value', 'x.ts b.ts value');
    const node = (path: string) => small.idOf.get(path) ?? -1;
    const { x, y } = layerColumns(
      small,
      new Map([
        [node('a.ts'), -1],
        [node('x.ts'), -1],
        [node('b.ts'), 0],
        [node('c.ts'), 1],
      ]),
    );
    expect(x[node('a.ts')]).toBe(x[node('x.ts')]);
    expect(x[node('a.ts')]).toBeLessThan(x[node('b.ts')] ?? 0);
    expect(x[node('b.ts')]).toBeLessThan(x[node('c.ts')] ?? 0);
    expect(y[node('a.ts')]).not.toBe(y[node('x.ts')]);
  });
});

describe('a changed graph', () => {
  const place = (path: string) => {
    const node = model.idOf.get(path);
    return node === undefined ? undefined : { x: map.x[node] ?? 0, y: map.y[node] ?? 0 };
  };

  test('keeps known files where they are and puts a new one beside its folder', () => {
    const folder = (model.paths[10] as string).slice(0, (model.paths[10] as string).lastIndexOf('/'));
    const paths = [...model.paths, `${folder}/brandNew.ts`];
    const next = graphModel(drawable({ paths, edges: [] }, 2));
    const positions = carryOver(next, place);
    next.paths.forEach((path, node) => {
      const known = place(path);
      if (known) expect([positions?.x[node], positions?.y[node]]).toEqual([known.x, known.y]);
    });
    const added = next.idOf.get(`${folder}/brandNew.ts`) ?? -1;
    const sibling = place(model.paths[10] as string) ?? { x: 0, y: 0 };
    expect(Math.hypot((positions?.x[added] ?? 0) - sibling.x, (positions?.y[added] ?? 0) - sibling.y)).toBeLessThan(
      120,
    );
  });

  test('is laid out anew when most of it is unknown', () => {
    expect(carryOver(model, () => undefined)).toBeUndefined();
  });
});

test('positions come back from saved text', () => {
  const restored = loadPositions(savePositions(model.paths, map));
  model.paths.forEach((path, node) => {
    const { x, y } = restored(path) ?? { x: Number.NaN, y: Number.NaN };
    expect(Math.abs(x - (map.x[node] ?? 0))).toBeLessThan(0.1);
    expect(Math.abs(y - (map.y[node] ?? 0))).toBeLessThan(0.1);
  });
  expect(restored('not/there.ts')).toBeUndefined();
});
