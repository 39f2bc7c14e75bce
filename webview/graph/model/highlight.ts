import type { ImpactReport } from '#protocol';
import type { GraphModel } from './graphModel.ts';

/** A set of files that the graph brings out, as plain data that survives a reload. Paths, for numbers change. */
export type Highlight =
  | {
      readonly kind: 'impact';
      readonly subject: string;
      readonly exportName?: string;
      /** Affected files and tests with their distance, nearest first; `via` is the next one towards the subject. */
      readonly files: readonly AffectedFile[];
      readonly tests: readonly AffectedFile[];
    }
  | { readonly kind: 'path'; readonly paths: readonly string[] }
  | { readonly kind: 'cycle'; readonly id: string };

export interface AffectedFile {
  readonly path: string;
  readonly distance: number;
  readonly via: string;
}

export function impactHighlight(report: ImpactReport): Highlight {
  const affected = (files: ImpactReport['files']) =>
    files.map(({ path, distance, via }): AffectedFile => ({ path, distance, via }));
  const { path, exportName } = report.subject;
  return {
    kind: 'impact',
    subject: path,
    ...(exportName !== undefined && { exportName }),
    files: affected(report.files),
    tests: affected(report.tests),
  };
}

/** Where a highlight lies in a graph. */
export interface Marked {
  /** Layer of every marked file: its distance from where the highlight starts. */
  readonly layers: ReadonlyMap<number, number>;
  /** Whether an edge belongs to what is highlighted. */
  readonly edge: (from: number, to: number) => boolean;
}

/** Finds the files of a highlight; those that have gone since are left out. */
export function marked(model: GraphModel, highlight: Highlight): Marked {
  switch (highlight.kind) {
    case 'impact': {
      const layers = new Map<number, number>();
      const via = new Map<number, number>();
      for (const file of [...highlight.files, ...highlight.tests]) {
        const node = model.idOf.get(file.path);
        if (node === undefined) continue;
        layers.set(node, -file.distance);
        via.set(node, model.idOf.get(file.via) ?? -1);
      }
      const subject = model.idOf.get(highlight.subject);
      if (subject !== undefined) layers.set(subject, 0);
      return { layers, edge: (from, to) => via.get(from) === to };
    }
    case 'path': {
      const nodes = highlight.paths.map((path) => model.idOf.get(path) ?? -1);
      const next = new Map(nodes.map((node, at) => [node, nodes[at + 1] ?? -1]));
      const layers = new Map(nodes.map((node, at) => [node, at]).filter(([node]) => node !== -1) as [number, number][]);
      return { layers, edge: (from, to) => next.get(from) === to };
    }
    case 'cycle': {
      const cycle = model.cycles.find(({ id }) => id === highlight.id);
      const layers = new Map(cycle?.files.map((node) => [node, 0]));
      return { layers, edge: (from, to) => layers.has(from) && layers.has(to) };
    }
  }
}
