import type { GraphView } from '../model/view.ts';

/**
 * Tells whether an import connects two files: directly, or by what one of them takes through files that re-export
 * the other.
 */
export function linksOf(view: GraphView): (a: string, b: string) => boolean {
  const known = new Map<string, ReadonlySet<string>>();
  const taken = (path: string): ReadonlySet<string> => {
    let files = known.get(path);
    if (files === undefined) {
      files = takenFrom(view, path);
      known.set(path, files);
    }
    return files;
  };
  return (a, b) => taken(a).has(b) || taken(b).has(a);
}

function takenFrom(view: GraphView, path: string): ReadonlySet<string> {
  const taken = new Set<string>();
  const queue = targets(view, path, false);
  for (const target of queue) {
    if (taken.has(target)) continue;
    taken.add(target);
    queue.push(...targets(view, target, true));
  }
  return taken;
}

function targets(view: GraphView, path: string, reExportsOnly: boolean): string[] {
  const id = view.idOf.get(path);
  if (id === undefined) return [];
  return view.file(id).dependencies.flatMap((dependency) => {
    if (reExportsOnly && dependency.syntax !== 'export') return [];
    return dependency.target.kind === 'file' ? [dependency.target.path] : [];
  });
}
