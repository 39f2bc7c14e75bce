import type { DrawableGraph, FolderEdge, FolderNode, FolderView, ImpactedFile, ImpactReport } from '#protocol';

/** One level of a graph's folders, as the engine's roll-up gives it. */
export function folderView(graph: DrawableGraph, folder: string): FolderView {
  const prefix = folder === '' ? '' : `${folder}/`;
  const entryOf = (path: string) => {
    if (!path.startsWith(prefix)) return undefined;
    const end = path.indexOf('/', prefix.length);
    return end === -1 ? path : path.slice(0, end);
  };
  const runtime: { from: string; to: string }[] = [];
  eachEdge(graph, (from, to, kind) => kind !== 'type-only' && runtime.push({ from, to }));
  const atRuntime = (path: string) => runtime.some((edge) => edge.from === path && reaches(runtime, edge));
  const nodes = new Map<string, FolderNode>();
  graph.paths.forEach((path, id) => {
    const entry = entryOf(path);
    if (entry === undefined) return;
    const before = nodes.get(entry) ?? { files: 0, lines: 0, filesInCycles: 0, filesInRuntimeCycles: 0 };
    nodes.set(entry, {
      path: entry,
      kind: entry === path ? 'file' : 'folder',
      ...(/^packages\/[^/]+$/.test(entry) && { packageName: `@acme/${entry.slice('packages/'.length)}` }),
      files: before.files + 1,
      lines: before.lines + (graph.lines[id] ?? 0),
      filesInCycles: before.filesInCycles + (graph.group[id] === -1 ? 0 : 1),
      filesInRuntimeCycles: before.filesInRuntimeCycles + (atRuntime(path) ? 1 : 0),
    });
  });
  const edges = new Map<string, FolderEdge>();
  eachEdge(graph, (from, to, kind) => {
    const [a, b] = [entryOf(from), entryOf(to)];
    if (a === undefined || b === undefined || a === b) return;
    const before = edges.get(`${a} ${b}`);
    edges.set(`${a} ${b}`, {
      from: a,
      to: b,
      count: (before?.count ?? 0) + 1,
      typeOnly: (before?.typeOnly ?? true) && kind === 'type-only',
      inCycle: false,
      inRuntimeCycle: false,
    });
  });
  const list = [...edges.values()];
  const runtimeList = list.filter(({ typeOnly }) => !typeOnly);
  return {
    folder,
    nodes: [...nodes.values()],
    edges: list.map((edge) => ({
      ...edge,
      inCycle: reaches(list, edge),
      inRuntimeCycle: !edge.typeOnly && reaches(runtimeList, edge),
    })),
  };
}

/** The files that depend on one, as the engine's impact report gives them. */
export function impactOf(graph: DrawableGraph, subject: string): ImpactReport {
  const affected: ImpactedFile[] = [];
  const distance = new Map([[subject, 0]]);
  for (const current of distance.keys()) {
    eachEdge(graph, (from, to, kind) => {
      if (to !== current || distance.has(from)) return;
      const steps = (distance.get(current) ?? 0) + 1;
      distance.set(from, steps);
      affected.push({
        path: from,
        distance: steps,
        via: current,
        line: 1,
        names: ['*'],
        typeOnly: kind === 'type-only',
      });
    });
  }
  const isTest = ({ path }: ImpactedFile) => path.includes('.test.');
  return {
    subject: { path: subject },
    files: affected.filter((file) => !isTest(file)),
    tests: affected.filter(isTest),
  };
}

function eachEdge(graph: DrawableGraph, visit: (from: string, to: string, kind: string) => void): void {
  for (let at = 0; at < graph.edges.length; at += 3) {
    const [from, to, kind] = graph.edges.slice(at, at + 3) as [number, number, number];
    visit(graph.paths[from] as string, graph.paths[to] as string, graph.kinds[kind] as string);
  }
}

type Link = Pick<FolderEdge, 'from' | 'to'>;

/** Whether the end of an edge leads back to its start. */
function reaches(edges: readonly Link[], { from, to }: Link): boolean {
  const seen = new Set([to]);
  for (const node of seen) for (const edge of edges) if (edge.from === node) seen.add(edge.to);
  return seen.has(from);
}
