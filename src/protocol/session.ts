import type { Outcome, Problem, TaskOptions } from '#base';
import type {
  Advice,
  CycleReport,
  FileInsight,
  FolderView,
  HotSpot,
  ImpactReport,
  Metrics,
  PathReport,
  RuleReport,
} from './answers.ts';
import type { DependencyKind, GraphFile } from './graph.ts';

/** A change on disk (or in an editor buffer that was saved). A rename is a deletion and a creation. */
export interface FileEvent {
  readonly type: 'created' | 'changed' | 'deleted';
  /** Relative to the workspace folder, with `/`. A deleted folder stands for all that was in it. */
  readonly path: string;
}

/** What a scan or an update came to. */
export interface GraphSummary {
  /** Grows by one with every change of the graph. */
  readonly revision: number;
  readonly files: number;
  /** File-to-file edges. */
  readonly edges: number;
  readonly packages: number;
  readonly lines: number;
  readonly bytes: number;
  readonly filesInCycles: number;
  readonly filesInRuntimeCycles: number;
  readonly unresolved: number;
  readonly problems: readonly Problem[];
  readonly milliseconds: number;
  /** Files whose imports were read from the cache. */
  readonly fromCache: number;
}

export type MetricsLevel = 'file' | 'folder' | 'package';

/** The formats that `export` can write: dependency-cruiser's reporters by their own names. */
export const exportFormats = [
  'json',
  'dot',
  'ddot',
  'archi',
  'flat',
  'mermaid',
  'd2',
  'html',
  'csv',
  'text',
  'err',
  'err-long',
  'err-html',
  'markdown',
  'metrics',
  'teamcity',
  'azure-devops',
  'baseline',
] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** The whole graph, packed for drawing. Indices point into `paths`. */
export interface DrawableGraph {
  readonly revision: number;
  readonly paths: readonly string[];
  /** Lines of each file. */
  readonly lines: readonly number[];
  /** Index into `groups`, or -1. */
  readonly group: readonly number[];
  /** Per file: 1 for a test. */
  readonly test: readonly number[];
  /** Cycle group ids. */
  readonly groups: readonly string[];
  /** Edges as flat triples: from, to, index into `kinds`. */
  readonly edges: readonly number[];
  readonly kinds: readonly DependencyKind[];
}

/**
 * The one door to the graph for editor, command line and agents: plain data in, plain data out.
 * It works the same in this thread and behind a worker. Methods that take a path throw a ToolwrightError with code
 * `file-not-in-graph` for a file that is not in it; all but `scan` wait for the first scan.
 */
export interface GraphSession {
  /** Reads the workspace; `fresh` ignores the cache. */
  scan(options?: TaskOptions & { readonly fresh?: boolean }): Promise<GraphSummary>;
  /** Brings the graph up to date with changes on disk; the result equals a fresh scan. */
  change(events: readonly FileEvent[], options?: TaskOptions): Promise<GraphSummary>;
  /** What the latest scan or update came to. Where nothing was scanned yet, this scans, once for all who ask. */
  summary(): Promise<GraphSummary>;
  /** What a file imports and exports itself, as it was read. */
  file(path: string): Promise<GraphFile>;
  /** The paths of all files of the graph. */
  files(): Promise<readonly string[]>;
  /**
   * What lenses and hovers say of a file: who depends on it, what its imports cost. Undefined for a file that is not in
   * the graph: lenses ask for any file that is open.
   */
  insight(path: string): Promise<FileInsight | undefined>;
  /** The groups of files in cycles, with the imports to cut. */
  cycles(options?: TaskOptions): Promise<CycleReport>;
  /** Who is affected by a change of a file, or of one export of it. */
  impact(path: string, exportName?: string): Promise<ImpactReport>;
  /** A shortest way of imports from one file to another. */
  why(from: string, to: string): Promise<PathReport>;
  /** Coupling, instability, depth and weight of every file, folder or package. */
  metrics(level: MetricsLevel): Promise<readonly Metrics[]>;
  /** One level of the folder tree; `''` is the root. @throws ToolwrightError `folder-not-in-graph` */
  folder(folder: string): Promise<FolderView>;
  /** The whole graph, packed for drawing. */
  drawable(): Promise<DrawableGraph>;
  /** Files that change often and matter much. Needs git history; without it the value is empty and a problem says why. */
  hotSpots(options?: TaskOptions): Promise<Outcome<readonly HotSpot[]>>;
  /** What is worth changing, best first, with edits where they are safe. */
  advice(options?: TaskOptions): Promise<Outcome<readonly Advice[]>>;
  /** Evaluates the workspace's rules (or the defaults) on the graph. */
  rules(options?: TaskOptions): Promise<Outcome<RuleReport>>;
  /** The same rules by dependency-cruiser itself: its own word, slowly. */
  rulesByDependencyCruiser(options?: TaskOptions): Promise<Outcome<RuleReport>>;
  /** The text of a rules file made from the layers that the graph has now. */
  proposeRules(options?: TaskOptions): Promise<string>;
  /** The text of a baseline file with every present violation. */
  baseline(options?: TaskOptions): Promise<string>;
  /**
   * The graph in a format of dependency-cruiser. `folder` limits it to the files below. Violations that the baseline
   * knows count as ignored. @throws ToolwrightError `export-failed`
   */
  export(format: ExportFormat, options?: TaskOptions & { readonly folder?: string }): Promise<string>;
  /** Ends the session: what runs is cancelled, what is known is kept in the cache. Later calls are cancelled at once. */
  dispose(): Promise<void>;
}
