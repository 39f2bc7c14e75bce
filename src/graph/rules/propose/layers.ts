import { stronglyConnected } from '../../cycles/components.ts';
import type { Arc } from '../../cycles/digraph.ts';
import { minimumFeedbackArcs } from '../../cycles/feedbackArcs.ts';
import type { GraphView } from '../../model/view.ts';

/** The folders directly below one folder, in order of dependence. */
export interface Layers {
  /** `''` for the workspace folder. */
  readonly scope: string;
  /** Names of the folders, lowest first. */
  readonly names: readonly string[];
  /** The longest chain of folders below each; folders of one level do not depend on each other. */
  readonly level: ReadonlyMap<string, number>;
  /** For each folder the folders that depend on it, directly or over others, when dependencies upwards are not counted. */
  readonly above: ReadonlyMap<string, ReadonlySet<string>>;
  /** Dependencies upwards, as things are today. */
  readonly upwards: readonly FolderPair[];
}

/** Dependencies from one folder to another. */
export interface FolderPair {
  readonly from: string;
  readonly to: string;
  readonly edges: readonly FileLink[];
}

interface FileLink {
  readonly from: string;
  readonly to: string;
}

/** More folders than this side by side are a catalogue, not an architecture. */
const mostLayers = 30;

/** A dependency against the order says as much against a level as this many along it say for it. */
const upwardPenalty = 4;

/**
 * Finds the folder whose subfolders say most about the architecture: with many dependencies between them, nearly all in
 * one direction. Tests are not counted. Undefined where no folder has subfolders that depend on each other.
 */
export function findLayers(view: GraphView): Layers | undefined {
  let best: { layers: Layers; score: number } | undefined;
  for (const [scope, pairs] of pairsByScope(view)) {
    const folders = new Set([...pairs.values()].flatMap(({ from, to }) => [from, to]));
    if (folders.size > mostLayers) continue;
    const layers = order(scope, [...pairs.values()], [...folders].sort());
    const all = countEdges([...pairs.values()]);
    const score = all - upwardPenalty * countEdges(layers.upwards);
    if (score > (best?.score ?? 0)) best = { layers, score };
  }
  return best?.layers;
}

/** For each folder the dependencies between its subfolders, shallow folders first. */
function pairsByScope(view: GraphView): Map<string, Map<string, FolderPair & { edges: FileLink[] }>> {
  const scopes = new Map<string, Map<string, FolderPair & { edges: FileLink[] }>>();
  view.all.forEach((targets, id) => {
    const from = view.file(id);
    if (from.test) return;
    for (const target of targets) {
      const to = view.file(target);
      const split = to.test ? undefined : splitAt(from.path, to.path);
      if (!split) continue;
      const pairs = scopes.get(split.scope) ?? new Map<string, FolderPair & { edges: FileLink[] }>();
      scopes.set(split.scope, pairs);
      const key = `${split.from} ${split.to}`;
      const pair = pairs.get(key) ?? { from: split.from, to: split.to, edges: [] };
      pairs.set(key, pair);
      pair.edges.push({ from: from.path, to: to.path });
    }
  });
  return new Map([...scopes].sort(([a], [b]) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1)));
}

/** The innermost folder that holds both files, and the different subfolders of it that they are in. */
function splitAt(from: string, to: string): { scope: string; from: string; to: string } | undefined {
  const a = from.split('/');
  const b = to.split('/');
  let depth = 0;
  while (a[depth] === b[depth]) depth++;
  if (depth >= a.length - 1 || depth >= b.length - 1) return undefined;
  return { scope: a.slice(0, depth).join('/'), from: a[depth] as string, to: b[depth] as string };
}

function order(scope: string, pairs: readonly FolderPair[], folders: readonly string[]): Layers {
  const place = new Map(folders.map((name, index) => [name, index]));
  const arcs = pairs.map(
    ({ from, to, edges }, index): Arc => ({
      from: place.get(from) as number,
      to: place.get(to) as number,
      weight: edges.length,
      origins: [index],
    }),
  );
  const cut = new Set(minimumFeedbackArcs({ nodes: folders.length, arcs }).arcs);
  const rows = folders.map(() => [] as number[]);
  arcs.forEach(({ from, to }, index) => {
    if (!cut.has(index)) rows[from]?.push(to);
  });
  // Without the dependencies upwards each folder is a component, numbered from the lowest.
  const position = stronglyConnected(rows).of;
  const lowestFirst = folders
    .map((_, index) => index)
    .sort((a, b) => (position[a] as number) - (position[b] as number));
  const level = new Map<string, number>();
  const above = new Map(folders.map((name) => [name, new Set<string>()]));
  for (const index of lowestFirst) {
    const below = (rows[index] as number[]).map((target) => folders[target] as string);
    level.set(folders[index] as string, Math.max(-1, ...below.map((name) => level.get(name) as number)) + 1);
  }
  for (const index of lowestFirst.toReversed()) {
    const name = folders[index] as string;
    for (const target of rows[index] as number[]) {
      const set = above.get(folders[target] as string) as Set<string>;
      for (const other of [name, ...(above.get(name) as Set<string>)]) set.add(other);
    }
  }
  const names = [...folders].sort((a, b) => (level.get(a) as number) - (level.get(b) as number) || (a < b ? -1 : 1));
  return { scope, names, level, above, upwards: pairs.filter((_, index) => cut.has(index)) };
}

function countEdges(pairs: readonly FolderPair[]): number {
  return pairs.reduce((sum, { edges }) => sum + edges.length, 0);
}
