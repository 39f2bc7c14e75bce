import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Invocation } from '../runProcess.ts';
import { sourceExtensions } from '../sourceFiles.ts';
import { type CruiseResult, edgesOfCruise } from './cruiseResult.ts';
import { type EdgeList, edgeList } from './edgeList.ts';

/** The code base, and where tools may leave what they write. */
export interface Target {
  readonly folder: string;
  readonly scratch: string;
  /** Name of the tsconfig file in the folder, if there is one. */
  readonly tsconfig: string | undefined;
  readonly isSource: (path: string) => boolean;
}

export interface Peer {
  readonly name: string;
  readonly version: string;
  /** The cheapest command of the tool that builds the whole graph. */
  timed(target: Target): Invocation;
  /** The exit codes that say the work was done. */
  accepted(code: number): boolean;
  /** A second command that writes the edges, where the timed one does not. */
  listing?(target: Target): Invocation;
  /** What the tool wrote, read. */
  edges(target: Target): EdgeList;
}

export const peersFolder = join(import.meta.dirname, '../peers');
/** The packages that only the benchmark has, and those of the product: dependency-cruiser is one that it ships with. */
const peerPackages = join(peersFolder, 'node_modules');
const productPackages = join(import.meta.dirname, '../../../node_modules');

const zero = (code: number) => code === 0;
const versionOf = (folder: string) =>
  (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version;
const node = (script: string, args: readonly string[], { folder }: Target, output?: string): Invocation => ({
  command: process.execPath,
  args: [script, ...args],
  cwd: folder,
  ...(output === undefined ? {} : { output }),
});
const outputOf = (name: string, { scratch }: Target) => join(scratch, `${name}.json`);
const read = <T>(name: string, target: Target) => JSON.parse(readFileSync(outputOf(name, target), 'utf8')) as T;

/** With the options that its `--init` writes for a TypeScript project; without rules it looks for no cycles. */
const dependencyCruiser = (): Peer => ({
  name: 'dependency-cruiser',
  version: versionOf(join(productPackages, 'dependency-cruiser')),
  accepted: zero,
  timed: (target) => {
    const config = join(target.scratch, 'dependency-cruiser-config.json');
    const options = {
      doNotFollow: { path: ['node_modules'] },
      exclude: { path: ['(^|/)node_modules/'] },
      tsPreCompilationDeps: true,
      ...(target.tsconfig === undefined ? {} : { tsConfig: { fileName: target.tsconfig } }),
      enhancedResolveOptions: {
        exportsFields: ['exports'],
        conditionNames: ['import', 'require', 'node', 'default', 'types'],
        mainFields: ['module', 'main', 'types', 'typings'],
      },
      skipAnalysisNotInRules: true,
    };
    writeFileSync(config, JSON.stringify({ forbidden: [], options }));
    const script = join(productPackages, 'dependency-cruiser/bin/dependency-cruiser.mjs');
    return node(
      script,
      ['--config', config, '--output-type', 'json', '.'],
      target,
      outputOf('dependency-cruiser', target),
    );
  },
  edges: (target) => edgesOfCruise(readDependencyCruiser(target), target.isSource),
});

export const readDependencyCruiser = (target: Target) => read<CruiseResult>('dependency-cruiser', target);

const madge = (): Peer => ({
  name: 'madge',
  version: versionOf(join(peerPackages, 'madge')),
  accepted: zero,
  timed: (target) =>
    node(
      join(peerPackages, 'madge/bin/cli.js'),
      [
        ...['--json', '--no-spinner', '--extensions', sourceExtensions.join(',')],
        ...(target.tsconfig === undefined ? [] : ['--ts-config', target.tsconfig]),
        '.',
      ],
      target,
      outputOf('madge', target),
    ),
  edges: (target) => {
    const graph = read<Record<string, string[]>>('madge', target);
    const pairs = Object.entries(graph).flatMap(([from, targets]) => targets.map((to) => [from, to] as const));
    return edgeList(Object.keys(graph), pairs, target.isSource);
  },
});

/** Reads six of the eight extensions, and has no option for the other two (`.mts`, `.cts`). */
const skott = (): Peer => ({
  name: 'skott',
  version: versionOf(join(peerPackages, 'skott')),
  accepted: zero,
  timed: (target) =>
    node(
      join(peerPackages, 'skott/dist/bin/cli.js'),
      [
        ...['--displayMode=raw', '--exitCodeOnCircularDependencies=0'],
        ...(target.tsconfig === undefined ? [] : [`--tsconfig=${target.tsconfig}`]),
      ],
      target,
    ),
  listing: (target) =>
    node(
      join(import.meta.dirname, 'skottEdges.mjs'),
      [join(peerPackages, 'skott/dist/index.js'), target.tsconfig ?? 'tsconfig.json'],
      target,
      outputOf('skott', target),
    ),
  edges: (target) => {
    const graph = read<Record<string, { adjacentTo: string[] }>>('skott', target);
    const pairs = Object.entries(graph).flatMap(([from, { adjacentTo }]) =>
      adjacentTo.map((to) => [from, to] as const),
    );
    return edgeList(Object.keys(graph), pairs, target.isSource);
  },
});

const dpdm = (): Peer => ({
  name: 'dpdm',
  version: versionOf(join(peerPackages, 'dpdm')),
  accepted: zero,
  timed: (target) =>
    node(
      join(peerPackages, 'dpdm/lib/bin/dpdm.js'),
      [
        ...['--no-tree', '--no-circular', '--no-warning', '--no-progress'],
        ...['--ext', sourceExtensions.map((extension) => `.${extension}`).join(',')],
        ...(target.tsconfig === undefined ? [] : ['--tsconfig', target.tsconfig]),
        ...['--output', outputOf('dpdm', target), `**/*.{${sourceExtensions.join(',')}}`],
      ],
      target,
    ),
  edges: (target) => {
    const { tree } = read<{ tree: Record<string, readonly { id: string | null }[] | null> }>('dpdm', target);
    const pairs = Object.entries(tree).flatMap(([from, targets]) =>
      (targets ?? []).flatMap(({ id }) => (id === null ? [] : [[from, id] as const])),
    );
    return edgeList(Object.keys(tree), pairs, target.isSource);
  },
});

const revDepListing = (target: Target): Invocation => ({
  ...revDepBinary(['debug', 'get-tree-for-cwd'], target),
  output: outputOf('rev-dep', target),
});

const revDepBinary = (args: readonly string[], { folder, tsconfig }: Target): Invocation => ({
  command: join(
    peerPackages,
    `@rev-dep/${process.platform}-${process.arch}/bin/rev-dep${process.platform === 'win32' ? '.exe' : ''}`,
  ),
  args: [...args, '--follow-monorepo-packages', ...(tsconfig === undefined ? [] : ['--tsconfig-json', tsconfig])],
  cwd: folder,
});

/** Started by its npm launcher, as users do. `entry-points --count` builds the whole graph and prints one number. */
const revDep = (): Peer => ({
  name: 'rev-dep',
  version: versionOf(join(peerPackages, 'rev-dep')),
  accepted: zero,
  timed: (target) => ({
    ...revDepBinary(['entry-points', '--count'], target),
    command: process.execPath,
    args: [join(peerPackages, 'rev-dep/bin.js'), ...revDepBinary(['entry-points', '--count'], target).args],
  }),
  listing: revDepListing,
  edges: (target) => {
    const graph = read<Record<string, readonly { id: string }[] | null>>('rev-dep', target);
    const relative = (path: string) => path.slice(target.folder.length + 1);
    const pairs = Object.entries(graph).flatMap(([from, targets]) =>
      (targets ?? []).map(({ id }) => [relative(from), relative(id)] as const),
    );
    return edgeList(Object.keys(graph).map(relative), pairs, target.isSource);
  },
});

/** The Go program alone, without the launcher's start of Node: the hardest time to meet. */
const revDepAlone = (): Peer => ({
  ...revDep(),
  name: 'rev-dep (binary)',
  timed: (target) => revDepBinary(['entry-points', '--count'], target),
});

const all = {
  'dependency-cruiser': dependencyCruiser,
  madge,
  skott,
  dpdm,
  'rev-dep': revDep,
  'rev-dep (binary)': revDepAlone,
};

export const peerNames = Object.keys(all);

/** @throws when the peers are not installed, or a name is not one of {@link peerNames} */
export function peersNamed(names: readonly string[]): Peer[] {
  return names.map((name) => {
    const make = all[name as keyof typeof all];
    if (make === undefined) throw new Error(`no peer is called ${name}; there are ${peerNames.join(', ')}`);
    return make();
  });
}

export function peersInstalled(): boolean {
  return existsSync(join(peerPackages, '.package-lock.json'));
}
