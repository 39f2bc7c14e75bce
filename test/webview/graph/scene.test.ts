import { expect, test } from 'vitest';
import { activeFilters, everything } from '../../../webview/graph/model/filter.ts';
import type { GraphModel } from '../../../webview/graph/model/graphModel.ts';
import { composeScene, EdgeRole, NodeRole, type SceneInput } from '../../../webview/graph/model/scene.ts';
import { modelOf, pathsOf } from './models.ts';

const model = modelOf(
  'app.ts view.ts value',
  'app.ts log.ts side-effect',
  'view.ts model.ts type-only',
  'model.ts store.ts value',
  'store.ts model.ts dynamic',
  'view.test.ts view.ts value',
);

function scene(input: Partial<SceneInput>) {
  return composeScene(model, { filter: everything, scope: 'all', selected: undefined, highlight: undefined, ...input });
}

function withRole(roles: Uint8Array, ...wanted: number[]): string[] {
  return pathsOf(
    model,
    [...roles.keys()].filter((node) => wanted.includes(roles[node] as number)),
  );
}

function edgesWith(of: GraphModel, roles: Uint8Array, wanted: number): string[] {
  return [...roles.keys()]
    .filter((edge) => roles[edge] === wanted)
    .map((edge) => `${of.paths[of.from[edge] as number]} > ${of.paths[of.to[edge] as number]}`)
    .sort();
}

test('without any choice everything is plain', () => {
  const { nodes, edges, shown } = scene({});
  expect(new Set(nodes)).toEqual(new Set([NodeRole.plain]));
  expect(new Set(edges)).toEqual(new Set([EdgeRole.plain]));
  expect(shown).toEqual({ files: 6, edges: 6 });
});

test('a kind that is filtered out takes its edges, not the files', () => {
  const { shown, edges } = scene({ filter: { ...everything, without: ['type-only', 'dynamic'] } });
  expect(shown).toEqual({ files: 6, edges: 4 });
  expect(edgesWith(model, edges, EdgeRole.plain)).not.toContain('view.ts > model.ts');
});

test('tests can be left out', () => {
  const { nodes, shown } = scene({ filter: { ...everything, tests: false } });
  expect(withRole(nodes, NodeRole.hidden)).toEqual(['view.test.ts']);
  expect(shown.edges).toBe(5);
});

test('only cycles leaves the files in them and the edges between', () => {
  const { nodes, edges } = scene({ filter: { ...everything, onlyCycles: true } });
  expect(withRole(nodes, NodeRole.plain)).toEqual(['model.ts', 'store.ts']);
  expect(edgesWith(model, edges, EdgeRole.cycle)).toEqual(['model.ts > store.ts', 'store.ts > model.ts']);
});

test('a selection brings out its neighbours and tells dependencies from dependents', () => {
  const { nodes, edges } = scene({ selected: 'view.ts' });
  expect(withRole(nodes, NodeRole.selected)).toEqual(['view.ts']);
  expect(withRole(nodes, NodeRole.marked)).toEqual(['app.ts', 'model.ts', 'view.test.ts']);
  expect(withRole(nodes, NodeRole.faded)).toEqual(['log.ts', 'store.ts']);
  expect(edgesWith(model, edges, EdgeRole.dependency)).toEqual(['view.ts > model.ts']);
  expect(edgesWith(model, edges, EdgeRole.dependent)).toEqual(['app.ts > view.ts', 'view.test.ts > view.ts']);
});

test('a selection that the graph does not have fades nothing', () => {
  expect(withRole(scene({ selected: 'gone.ts' }).nodes, NodeRole.faded)).toEqual([]);
});

test.each([
  [1, ['app.ts', 'model.ts', 'view.test.ts', 'view.ts']],
  [2, ['app.ts', 'model.ts', 'store.ts', 'view.test.ts', 'view.ts']],
] as const)('within %i steps', (scope, files) => {
  const { nodes, layers } = scene({ selected: 'view.ts', scope });
  expect(withRole(nodes, NodeRole.plain, NodeRole.selected)).toEqual(files);
  expect(layers?.get(model.idOf.get('app.ts') ?? -1)).toBe(-1);
  expect(layers?.get(model.idOf.get('model.ts') ?? -1)).toBe(1);
});

test('steps do not go along edges that are filtered out', () => {
  const { nodes } = scene({ selected: 'view.ts', scope: 2, filter: { ...everything, without: ['type-only'] } });
  expect(withRole(nodes, NodeRole.plain)).toEqual(['app.ts', 'view.test.ts']);
});

test('an impact marks what is affected, and the steps back to its subject', () => {
  const highlight = {
    kind: 'impact',
    subject: 'model.ts',
    files: [
      { path: 'view.ts', distance: 1, via: 'model.ts' },
      { path: 'app.ts', distance: 2, via: 'view.ts' },
      { path: 'gone.ts', distance: 2, via: 'view.ts' },
    ],
    tests: [{ path: 'view.test.ts', distance: 2, via: 'view.ts' }],
  } as const;
  const whole = scene({ highlight });
  expect(withRole(whole.nodes, NodeRole.marked)).toEqual(['app.ts', 'model.ts', 'view.test.ts', 'view.ts']);
  expect(edgesWith(model, whole.edges, EdgeRole.way)).toEqual([
    'app.ts > view.ts',
    'view.test.ts > view.ts',
    'view.ts > model.ts',
  ]);
  const alone = scene({ highlight, scope: 'highlight' });
  expect(alone.shown.files).toBe(4);
  expect(alone.layers?.get(model.idOf.get('app.ts') ?? -1)).toBe(-2);
});

test('a way marks its files and its steps only', () => {
  const { nodes, edges } = scene({ highlight: { kind: 'path', paths: ['app.ts', 'view.ts', 'model.ts'] } });
  expect(withRole(nodes, NodeRole.marked)).toEqual(['app.ts', 'model.ts', 'view.ts']);
  expect(edgesWith(model, edges, EdgeRole.way)).toEqual(['app.ts > view.ts', 'view.ts > model.ts']);
});

test('a cycle is found by its id', () => {
  const { nodes, edges } = scene({ highlight: { kind: 'cycle', id: 'model.ts' } });
  expect(withRole(nodes, NodeRole.marked)).toEqual(['model.ts', 'store.ts']);
  expect(edgesWith(model, edges, EdgeRole.cycle)).toHaveLength(2);
});

test('the number of active filters', () => {
  expect(activeFilters(everything)).toBe(0);
  expect(activeFilters({ without: ['value', 'dynamic'], tests: false, onlyCycles: true })).toBe(4);
});
