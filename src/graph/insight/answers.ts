import type { TaskOptions } from '#base';
import type {
  CycleReport,
  DrawableGraph,
  FileInsight,
  FolderView,
  ImpactReport,
  Metrics,
  MetricsLevel,
  PathReport,
} from '#protocol';
import { cycleReport, type EarlierCycles } from '../cycles/report.ts';
import { impactOf } from '../impact/impact.ts';
import type { PackageFolder } from '../metrics/fileSets.ts';
import { folderView } from '../metrics/folders.ts';
import { metricsOf } from '../metrics/metrics.ts';
import type { GraphView } from '../model/view.ts';
import { whyDependsOn } from '../paths/why.ts';
import { drawableGraph } from './drawable.ts';
import { insightOf } from './insight.ts';

/**
 * What one state of the graph answers. Each answer is worked out when it is first asked for and kept as long as this
 * object; an edit makes new answers, which take over the cycles that it did not touch.
 *
 * Methods that take a path throw a ToolwrightError `file-not-in-graph` (`folder` one with `folder-not-in-graph`).
 */
export class GraphAnswers {
  readonly view: GraphView;
  readonly #packages: readonly PackageFolder[];
  #earlier: EarlierCycles | undefined;
  #cycles: CycleReport | undefined;
  readonly #metrics = new Map<MetricsLevel, readonly Metrics[]>();
  readonly #insights = new Map<string, FileInsight>();
  readonly #folders = new Map<string, FolderView>();

  /** @param earlier the answers before the edit that made this view */
  constructor(view: GraphView, packages: readonly PackageFolder[], earlier?: GraphAnswers) {
    this.view = view;
    this.#packages = packages;
    this.#earlier = earlier?.knownCycles();
  }

  cycles(options?: TaskOptions): CycleReport {
    this.#cycles ??= cycleReport(this.view, options, this.#earlier);
    this.#earlier = undefined;
    return this.#cycles;
  }

  /** The latest cycles that were worked out, of this state or one before it. */
  knownCycles(): EarlierCycles | undefined {
    return this.#cycles === undefined ? this.#earlier : { view: this.view, report: this.#cycles };
  }

  insight(path: string): FileInsight {
    return remembered(this.#insights, path, () => insightOf(this.view, path));
  }

  metrics(level: MetricsLevel): readonly Metrics[] {
    return remembered(this.#metrics, level, () => metricsOf(this.view, level, this.#packages));
  }

  folder(folder: string): FolderView {
    return remembered(this.#folders, folder, () => folderView(this.view, folder, this.#packages));
  }

  impact(path: string, exportName?: string): ImpactReport {
    return impactOf(this.view, path, exportName);
  }

  why(from: string, to: string): PathReport {
    return whyDependsOn(this.view, from, to);
  }

  drawable(revision: number): DrawableGraph {
    return drawableGraph(this.view, revision);
  }
}

function remembered<K, V>(known: Map<K, V>, key: K, compute: () => V): V {
  let value = known.get(key);
  if (value === undefined) {
    value = compute();
    known.set(key, value);
  }
  return value;
}
