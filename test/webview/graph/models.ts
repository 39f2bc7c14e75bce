import { type GraphModel, graphModel } from '../../../webview/graph/model/graphModel.ts';
import { drawable, type Workspace } from '../harness/workspace.ts';

/** A small graph written down as `a.ts b.ts value` lines. */
export function modelOf(...edges: string[]): GraphModel {
  const parsed = edges.map((line) => line.split(' ')) as unknown as Workspace['edges'];
  return graphModel(drawable({ paths: [...new Set(parsed.flatMap((edge) => edge.slice(0, 2)))], edges: parsed }));
}

/** The paths of some files, sorted. */
export function pathsOf(model: GraphModel, nodes: Iterable<number>): string[] {
  return [...nodes].map((node) => model.paths[node] as string).sort();
}
