import type { DependencyKind, DrawableGraph } from '#protocol';

/** A made-up workspace, by what the panel is told of it. */
export interface Workspace {
  readonly paths: string[];
  /** Edges as [from, to, kind]. */
  readonly edges: (readonly [from: string, to: string, kind: DependencyKind])[];
}

const kinds: readonly DependencyKind[] = ['value', 'type-only', 're-export', 'dynamic', 'require', 'side-effect'];
const features = ['auth', 'billing', 'cart', 'catalog', 'checkout', 'editor', 'feed', 'graph', 'inbox', 'journal'];
const layers = ['api', 'components', 'hooks', 'model', 'store', 'views'];
const nouns = ['account', 'button', 'client', 'dialog', 'entry', 'filter', 'group', 'header', 'item', 'list', 'menu'];

/**
 * A workspace as people write them: packages with features with layers; most imports stay near, some go to shared
 * code, a few make cycles; tests import what they test. The same numbers give the same workspace.
 */
export function makeWorkspace(files: number, edges: number, seed = 1): Workspace {
  const random = randomFrom(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() ** 1.4 * items.length)] as T;
  const packages = Math.max(1, Math.round(Math.sqrt(files) / 8));
  const paths = new Set(['vite.config.ts', 'scripts/build.ts', 'scripts/release.ts', 'e2e/login.test.ts']);
  for (let attempt = 0; paths.size < files; attempt++) {
    const root = packages === 1 ? 'src' : `packages/${features[attempt % packages] ?? `part${attempt % packages}`}/src`;
    const folder = random() < 0.12 ? `${root}/shared` : `${root}/${pick(features)}/${pick(layers)}`;
    const name = `${pick(nouns)}${attempt > 60 ? Math.floor(random() * files) : ''}`;
    paths.add(`${folder}/${random() < 0.06 ? 'index' : name}.ts`);
    if (random() < 0.18) paths.add(`${folder}/${name}.test.ts`);
  }
  const all = [...paths].slice(0, files).sort();
  const sources = all.filter((path) => !path.includes('.test.'));
  const shared = sources.filter((path) => path.includes('/shared/'));
  const made = new Map<string, Workspace['edges'][number]>();
  for (let attempt = 0; made.size < edges && attempt < edges * 20; attempt++) {
    const at = Math.floor(random() * all.length);
    const from = all[at] as string;
    const near = all[Math.max(0, Math.min(all.length - 1, at + Math.round((random() - 0.7) * 60)))] as string;
    const to = random() < 0.65 ? near : random() < 0.6 && shared.length > 0 ? pick(shared) : pick(sources);
    if (from === to || to.includes('.test.')) continue;
    // Against the order of the alphabet only sometimes, and within a folder: that is what makes cycles.
    if (from < to && (folderOf(from) !== folderOf(to) || random() < 0.4)) continue;
    made.set(`${from} ${to}`, [from, to, kinds[Math.floor(random() ** 3 * kinds.length)] as DependencyKind]);
  }
  return { paths: all, edges: [...made.values()] };
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/** What the host sends for a workspace. */
export function drawable({ paths, edges }: Workspace, revision = 1): DrawableGraph {
  const sorted = [...paths].sort();
  const idOf = new Map(sorted.map((path, id) => [path, id]));
  const triples = edges.map(
    ([from, to, kind]) => [idOf.get(from) ?? 0, idOf.get(to) ?? 0, kinds.indexOf(kind)] as const,
  );
  const groups = components(sorted.length, triples);
  const group = sorted.map(() => -1);
  groups.forEach((members, index) => {
    for (const node of members) group[node] = index;
  });
  return {
    revision,
    paths: sorted,
    lines: sorted.map((path) => 20 + ((path.length * 37) % 400)),
    group,
    test: sorted.map((path) => (path.includes('.test.') ? 1 : 0)),
    groups: groups.map((members) => sorted[members[0] as number] as string),
    edges: triples.flat(),
    kinds,
  };
}

/** Strongly connected components of two files or more, largest first (Tarjan, without recursion). */
function components(size: number, edges: readonly (readonly [number, number, number])[]): number[][] {
  const targets: number[][] = Array.from({ length: size }, () => []);
  for (const [from, to] of edges) targets[from]?.push(to);
  const order = new Int32Array(size).fill(-1);
  const low = new Int32Array(size);
  const open = new Uint8Array(size);
  const stack: number[] = [];
  const found: number[][] = [];
  let next = 0;
  for (let root = 0; root < size; root++) {
    if (order[root] !== -1) continue;
    const work = [{ node: root, child: 0 }];
    while (work.length > 0) {
      const frame = work.at(-1) as { node: number; child: number };
      const { node } = frame;
      if (frame.child === 0) {
        order[node] = low[node] = next++;
        stack.push(node);
        open[node] = 1;
      }
      const target = targets[node]?.[frame.child++];
      if (target !== undefined) {
        if (order[target] === -1) work.push({ node: target, child: 0 });
        else if (open[target]) low[node] = Math.min(low[node] as number, order[target] as number);
        continue;
      }
      work.pop();
      const parent = work.at(-1)?.node;
      if (parent !== undefined) low[parent] = Math.min(low[parent] as number, low[node] as number);
      if (low[node] !== order[node]) continue;
      const members = stack.splice(stack.indexOf(node));
      for (const member of members) open[member] = 0;
      if (members.length > 1) found.push(members.sort((a, b) => a - b));
    }
  }
  return found.sort((a, b) => b.length - a.length);
}

/** A small generator of numbers from 0 to 1 (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
