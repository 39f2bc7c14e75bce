import { filesInCycles, type LiveGraph } from '#graph';
import type { GraphSummary } from '#protocol';

/** The figures of the graph's present state. */
export function summarise(live: LiveGraph, revision: number, milliseconds: number): GraphSummary {
  const { view } = live;
  const packages = new Set<string>();
  const figures = { edges: 0, lines: 0, bytes: 0, unresolved: 0 };
  for (const [id, file] of view.files.entries()) {
    figures.edges += view.all[id]?.length ?? 0;
    figures.lines += file.lines;
    figures.bytes += file.bytes;
    for (const { target } of file.dependencies) {
      if (target.kind === 'package') packages.add(target.name);
      else if (target.kind === 'unresolved') figures.unresolved++;
    }
  }
  return {
    revision,
    files: view.files.length,
    packages: packages.size,
    ...figures,
    ...filesInCycles(view),
    problems: live.problems,
    milliseconds,
    fromCache: live.fromCache,
  };
}
