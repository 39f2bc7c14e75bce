import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { seededRandom } from '../random.ts';
import { layOut, type PackageLayout } from './layout.ts';
import { link } from './link.ts';
import type { PlannedEdge, PlannedModule } from './model.ts';
import { textOf } from './text.ts';

/** A workspace as texts by path, and the edges that a correct graph of it has. */
export interface GeneratedWorkspace {
  readonly texts: ReadonlyMap<string, string>;
  /** Sorted by `from`, then `to`; distinct. */
  readonly edges: readonly PlannedEdge[];
}

/**
 * Plans an npm workspace with so many source files in packages of about 250: folders with barrels, tests, tsconfig
 * paths, some JavaScript and some cycles. The same seed gives the same workspace.
 * @throws RangeError for less than one file
 */
export function planWorkspace({ files, seed = 1 }: { files: number; seed?: number }): GeneratedWorkspace {
  if (!Number.isInteger(files) || files < 1) throw new RangeError(`can't generate ${files} files`);
  const random = seededRandom(seed);
  const packages = layOut(files, random);
  link(packages, random);
  const modules = packages.flatMap(({ folders, index }) => [
    ...folders.flatMap((folder) => [...folder.modules, ...(folder.barrel === undefined ? [] : [folder.barrel])]),
    index,
  ]);
  const texts = new Map([
    ...configuration(packages),
    ...modules.map((module) => [module.path, textOf(module, random)] as const),
  ]);
  return { texts, edges: modules.flatMap(edgesOf).sort(byPath) };
}

/** Writes a planned workspace into a folder, which is made. */
export function generateWorkspace({
  folder,
  ...options
}: {
  files: number;
  folder: string;
  seed?: number;
}): GeneratedWorkspace {
  const workspace = planWorkspace(options);
  for (const parent of new Set([...workspace.texts.keys()].map(dirname)))
    mkdirSync(join(folder, parent), { recursive: true });
  for (const [path, text] of workspace.texts) writeFileSync(join(folder, path), text);
  return workspace;
}

function edgesOf(module: PlannedModule): PlannedEdge[] {
  const targets = Map.groupBy(module.imports, ({ target }) => target);
  return [...targets].flatMap(([target, imports]) =>
    target === undefined
      ? []
      : [{ from: module.path, to: target.path, typeOnly: imports.every(({ form }) => form === 'type') }],
  );
}

function byPath(a: PlannedEdge, b: PlannedEdge): number {
  if (a.from !== b.from) return a.from < b.from ? -1 : 1;
  return a.to < b.to ? -1 : a.to > b.to ? 1 : 0;
}

function configuration(packages: readonly PackageLayout[]): [path: string, text: string][] {
  const json = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;
  const dependencies = { 'date-fns': '4.1.0', 'lodash-es': '4.17.21', react: '19.2.0', zod: '4.1.0' };
  const paths = Object.fromEntries(
    packages.flatMap(({ name, folder }) => [
      [name, [`./${folder}/src/index.ts`]],
      [`${name}/*`, [`./${folder}/src/*`]],
    ]),
  );
  const compilerOptions = {
    module: 'esnext',
    moduleResolution: 'bundler',
    target: 'esnext',
    jsx: 'react-jsx',
    allowJs: true,
    strict: true,
  };
  return [
    [
      'package.json',
      json({ name: 'generated', private: true, type: 'module', workspaces: ['packages/*'], dependencies }),
    ],
    ['tsconfig.json', json({ compilerOptions: { ...compilerOptions, paths }, include: ['packages'] })],
    ...packages.flatMap(({ name, folder }): [string, string][] => [
      [
        `${folder}/package.json`,
        json({ name, version: '1.0.0', type: 'module', exports: { '.': './src/index.ts', './*': './src/*' } }),
      ],
      [`${folder}/tsconfig.json`, json({ extends: '../../tsconfig.json', include: ['src'] })],
    ]),
  ];
}
