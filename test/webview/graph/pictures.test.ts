import { expect, test } from 'vitest';
import type { FolderView } from '#protocol';
import type { Style } from '../../../webview/graph/draw/look.ts';
import { paletteOf } from '../../../webview/graph/draw/palette.ts';
import { sceneToSvg } from '../../../webview/graph/export/svg.ts';
import { folderMap } from '../../../webview/graph/layout/folderMap.ts';
import { radiiOf } from '../../../webview/graph/layout/radii.ts';
import { regions } from '../../../webview/graph/layout/regions.ts';
import { colourByFolder } from '../../../webview/graph/model/colouring.ts';
import { everything } from '../../../webview/graph/model/filter.ts';
import { composeScene } from '../../../webview/graph/model/scene.ts';
import { mostNodes, overviewToMermaid } from '../../../webview/graph/overview/overviewToMermaid.ts';
import { contrast, readable, unlikeness } from '../../../webview/ui/contrast.ts';
import { blend, type Colour, css, parseColour, type Theme } from '../../../webview/ui/theme.ts';
import { distinctNames } from '../../../webview/ui/words.ts';
import { modelOf } from './models.ts';

const view: FolderView = {
  folder: 'src',
  nodes: [
    { path: 'src/graph', kind: 'folder', files: 12, lines: 3456, filesInCycles: 3, filesInRuntimeCycles: 3 },
    {
      path: 'src/ui',
      kind: 'folder',
      packageName: '@acme/ui',
      files: 1,
      lines: 10,
      filesInCycles: 0,
      filesInRuntimeCycles: 0,
    },
    { path: 'src/main.ts', kind: 'file', files: 1, lines: 1, filesInCycles: 0, filesInRuntimeCycles: 0 },
    { path: 'src/loop.ts', kind: 'file', files: 1, lines: 20, filesInCycles: 1, filesInRuntimeCycles: 1 },
    { path: 'src/odd "<b>]#;` 名.ts', kind: 'file', files: 1, lines: 2, filesInCycles: 0, filesInRuntimeCycles: 0 },
  ],
  edges: [
    { from: 'src/main.ts', to: 'src/ui', count: 2, typeOnly: false, inCycle: false, inRuntimeCycle: false },
    { from: 'src/main.ts', to: 'src/graph', count: 1, typeOnly: true, inCycle: false, inRuntimeCycle: false },
    { from: 'src/graph', to: 'src/loop.ts', count: 7, typeOnly: false, inCycle: true, inRuntimeCycle: true },
    { from: 'src/loop.ts', to: 'src/graph', count: 1, typeOnly: true, inCycle: true, inRuntimeCycle: false },
    { from: 'src/graph', to: 'src/graph', count: 9, typeOnly: false, inCycle: false, inRuntimeCycle: false },
  ],
};

test('a folder level as mermaid text', async () => {
  await expect(overviewToMermaid(view).text).toMatchFileSnapshot('../../golden/webview/overview.mmd');
});

test('a large level is limited to its most connected entries', () => {
  const paths = Array.from({ length: 100 }, (_, at) => `${String(at).padStart(3, '0')}.ts`);
  const large: FolderView = {
    folder: '',
    nodes: paths.map((path) => ({ path, kind: 'file', files: 1, lines: 1, filesInCycles: 0, filesInRuntimeCycles: 0 })),
    edges: paths
      .slice(1)
      .map((to, at) => ({ from: '000.ts', to, count: at + 1, typeOnly: false, inCycle: false, inRuntimeCycle: false })),
  };
  const { nodes, edges, text } = overviewToMermaid(large);
  expect(nodes).toHaveLength(mostNodes);
  expect(nodes[0]?.path).toBe('000.ts');
  expect(nodes.at(-1)?.path).toBe('099.ts');
  expect(edges).toHaveLength(mostNodes - 1);
  expect(text).not.toContain('001.ts');
});

const theme: Theme = {
  highContrast: false,
  background: [30, 30, 30, 1],
  foreground: [204, 204, 204, 1],
  muted: [157, 157, 157, 1],
  focus: [0, 120, 212, 1],
  error: [248, 81, 73, 1],
  hoverBackground: [32, 32, 32, 1],
  hoverBorder: [69, 69, 69, 1],
  charts: [
    [55, 148, 255, 1],
    [137, 209, 133, 1],
    [209, 134, 22, 1],
    [177, 128, 215, 1],
  ],
  fontFamily: '"Some Font", sans-serif',
};

test('a scene as SVG', async () => {
  const model = modelOf(
    'src/a/one.ts src/a/two.ts value',
    'src/a/two.ts src/a/one.ts value',
    'src/b/<three>.ts src/a/one.ts type-only',
    'src/main.ts src/b/<three>.ts value',
  );
  const radii = radiiOf(model);
  const map = folderMap(model.paths, model.from, model.to, radii);
  const style: Style = { palette: paletteOf(theme), colouring: colourByFolder(model, 4), radii };
  const scene = composeScene(model, {
    filter: everything,
    scope: 'all',
    selected: 'src/a/one.ts',
    highlight: undefined,
  });
  const svg = sceneToSvg(scene, style, map, regions(model.paths, map, radii));
  await expect(svg).toMatchFileSnapshot('../../golden/webview/graph.svg');
});

/** Dark Modern's, where half of the colours are tints or like each other. */
const translucent: Theme = {
  ...theme,
  background: [31, 31, 31, 1],
  charts: [
    [89, 164, 249, 1],
    [137, 209, 133, 1],
    [234, 92, 0, 0.33],
    [177, 128, 215, 1],
    [40, 40, 60, 1],
    [241, 76, 76, 1],
    [88, 163, 248, 1],
  ],
};

test('every colour can be made out on the background, and none of a folder is like that of cycles or another', () => {
  const { background, groups, neutral, cycle, dependency, dependent, way } = paletteOf(translucent);
  const colour = (text: string) => parseColour(text) as Colour;
  for (const drawn of [...groups, neutral, cycle, dependency, dependent, way]) {
    expect(colour(drawn)[3]).toBe(1);
    expect(contrast(colour(drawn), colour(background))).toBeGreaterThanOrEqual(3);
  }
  // Of the seven one is the red of cycles, and one is a blue that is there already.
  expect(groups).toHaveLength(5);
  for (const group of groups) expect(unlikeness(colour(group), colour(cycle))).toBeGreaterThan(0.13);
  expect(unlikeness(colour(dependent), colour(cycle))).toBeGreaterThan(0.13);
});

test('contrast and likeness of colours', () => {
  expect(contrast([255, 255, 255, 1], [0, 0, 0, 1])).toBeCloseTo(21);
  expect(contrast([119, 119, 119, 1], [255, 255, 255, 1])).toBeCloseTo(4.48, 2);
  expect(unlikeness([255, 255, 255, 1], [0, 0, 0, 1])).toBeCloseTo(1);
  expect(readable([10, 10, 10, 0.1], [255, 255, 255, 1])).toEqual([133, 133, 133, 1]);
  expect(readable([255, 255, 0, 1], [255, 255, 255, 1])[3]).toBe(1);
});

test('files of one name are told apart by their folders', () => {
  const paths = ['a/src/index.ts', 'b/src/index.ts', 'b/lib/index.ts', 'x/one.ts', 'one.ts', 'two.ts'];
  expect([...distinctNames(paths).values()]).toEqual([
    'a/src/index.ts',
    'b/src/index.ts',
    'lib/index.ts',
    'x/one.ts',
    'one.ts',
    'two.ts',
  ]);
});

test.each([
  ['#abc', [170, 187, 204, 1]],
  [' #1e1e1e', [30, 30, 30, 1]],
  ['#ff000080', [255, 0, 0, 128 / 255]],
  ['rgb(1, 2, 3)', [1, 2, 3, 1]],
  ['rgba(1, 2, 3, 0.5)', [1, 2, 3, 0.5]],
  ['', undefined],
  ['var(--other)', undefined],
])('reads the colour %s', (text, colour) => {
  expect(parseColour(text)).toEqual(colour);
});

test('colours over a background', () => {
  expect(blend([255, 255, 255, 1], [0, 0, 0, 1], 0.2)).toEqual([51, 51, 51, 1]);
  expect(css([1, 2, 3, 0.5], 0.5)).toBe('rgba(1, 2, 3, 0.25)');
});
