import type { Severity } from '#base';
import type { DependencyKind } from './graph.ts';

/** What the graph answers, as plain data. Paths as in `graph.ts`. */

/** A file-to-file edge, all dependencies between the two files taken together. */
export interface FileEdge {
  readonly from: string;
  readonly to: string;
  /** Line of the first dependency that makes the edge. */
  readonly line: number;
  /** Every dependency behind it is erased at compile time. */
  readonly typeOnly: boolean;
  /** Names carried, sorted, `*` for all. */
  readonly names: readonly string[];
}

/** A strongly connected component of two files or more (or one file that imports itself). */
export interface CycleGroup {
  /** Stable while the group keeps its first file: that file's path. */
  readonly id: string;
  /** Sorted. */
  readonly files: readonly string[];
  /** A cycle is left when type-only edges are taken away: it exists at run time. */
  readonly runtime: boolean;
  /** Shortest cycles, shortest first, each a list of edges whose last one leads back to the first; every edge of the group that is worth showing is on one. */
  readonly shortest: readonly (readonly FileEdge[])[];
  /**
   * A set of edges whose removal leaves no cycle at run time (in a type-only group, no cycle at all), and that carries
   * as few names as could be found.
   */
  readonly cut: CutSet;
}

export interface CutSet {
  readonly edges: readonly FileEdge[];
  /** Exact: it is proved that no other set carries fewer names. Heuristic: none was found. */
  readonly method: 'exact' | 'heuristic';
}

export interface CycleReport {
  /** Largest first. */
  readonly groups: readonly CycleGroup[];
  /** The trend metric: files in any cycle, and in cycles that exist at run time. */
  readonly filesInCycles: number;
  readonly filesInRuntimeCycles: number;
}

/** Who is affected when a file, or one export of it, changes. */
export interface ImpactReport {
  readonly subject: { readonly path: string; readonly exportName?: string };
  /** Affected files, nearest first, tests left out. */
  readonly files: readonly ImpactedFile[];
  /** Affected tests, nearest first. */
  readonly tests: readonly ImpactedFile[];
}

export interface ImpactedFile {
  readonly path: string;
  /** Imports between the subject and this file. */
  readonly distance: number;
  /** The next file on a shortest way back to the subject. */
  readonly via: string;
  /** Line of the import that makes the step to `via`. */
  readonly line: number;
  /** The names that reach it, sorted, `*` for all. */
  readonly names: readonly string[];
  /** It is reached through type-only edges alone: compile time, not run time. */
  readonly typeOnly: boolean;
}

/** "Why does A depend on B": a shortest way, at run time where there is one. */
export interface PathReport {
  readonly from: string;
  readonly to: string;
  /** Empty when A does not reach B. */
  readonly steps: readonly FileEdge[];
  /** The way needs a type-only edge: A does not reach B at run time. */
  readonly typeOnly: boolean;
  /** How many edge-disjoint ways there are: as many imports have to go before A no longer reaches B. */
  readonly disjointWays: number;
  /** Steps that no way avoids: without one of them A does not reach B. Empty where there are disjoint ways. */
  readonly unavoidable: readonly FileEdge[];
}

/** Martin's package metrics and what an import drags in, for a file, a folder or a package. */
export interface Metrics {
  readonly path: string;
  readonly files: number;
  readonly lines: number;
  /** Afferent and efferent couplings: files outside that depend on it; files outside that it depends on. */
  readonly ca: number;
  readonly ce: number;
  /** ce / (ca + ce), 0 to 1; 0 where there are no couplings. */
  readonly instability: number;
  /** Abstract exports / exports, 0 to 1. */
  readonly abstractness: number;
  /** |abstractness + instability − 1|: distance from the main sequence. */
  readonly distance: number;
  /** Longest chain of imports below it, cycles counted as one step. */
  readonly depth: number;
  /** Files reached from it at run time, itself left out, and their bytes. */
  readonly reaches: number;
  readonly reachesBytes: number;
}

/** What one import costs. */
export interface ImportWeight {
  /** Files and bytes loaded at run time through it, its target included. */
  readonly files: number;
  readonly bytes: number;
  /** Of those, the ones that nothing else in the importing file loads: what removing the import would save. */
  readonly ownFiles: number;
  readonly ownBytes: number;
}

/** One level of the folder tree: what is in a folder and how its parts depend on each other. */
export interface FolderView {
  /** `''` for the root. */
  readonly folder: string;
  readonly nodes: readonly FolderNode[];
  readonly edges: readonly FolderEdge[];
}

export interface FolderNode {
  readonly path: string;
  readonly kind: 'folder' | 'file';
  /** The npm package name, where the folder is a workspace package. */
  readonly packageName?: string;
  readonly files: number;
  readonly lines: number;
  /** Files in it that are in a cycle, and in one that exists at run time. */
  readonly filesInCycles: number;
  readonly filesInRuntimeCycles: number;
}

export interface FolderEdge {
  readonly from: string;
  readonly to: string;
  /** File-to-file edges behind it. */
  readonly count: number;
  readonly typeOnly: boolean;
  /** The two nodes depend on each other, directly or round other nodes of this level. */
  readonly inCycle: boolean;
  /** So they do by imports that exist at run time. */
  readonly inRuntimeCycle: boolean;
}

/** Where change and dependence meet (from git history). */
export interface HotSpot {
  readonly path: string;
  readonly commits: number;
  /** Lines added and removed. */
  readonly churn: number;
  /** Files that depend on it, directly and indirectly. */
  readonly dependents: number;
  /** commits × dependents, scaled to 0…100 over the workspace. */
  readonly score: number;
  readonly coChanges: readonly CoChange[];
}

/** Files that change together. */
export interface CoChange {
  readonly path: string;
  /** Commits that touched both. */
  readonly together: number;
  /** together / commits of the less often changed of the two, 0 to 1. */
  readonly confidence: number;
  /** Whether an import connects them; a co-change without one is a hidden dependency. */
  readonly linked: boolean;
}

export type AdviceKind =
  | 'type-only-import'
  | 'past-barrel'
  | 'move-export'
  | 'cut-edge'
  | 'hidden-coupling'
  | 'unresolved-import';

/** One edit of a text file: replace [start, end) with text. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** One thing worth changing, in words, with the concrete edit where it is safe to make one. */
export interface Advice {
  /** Stable over runs for the same finding. */
  readonly id: string;
  readonly kind: AdviceKind;
  /** One line, imperative: `Make the import of ./b type-only`. */
  readonly title: string;
  /** Why, and what it saves. */
  readonly detail: string;
  readonly path: string;
  readonly line: number;
  readonly saves: { readonly filesInCycles?: number; readonly loads?: number };
  /** Edits of `path`, not overlapping, in order. */
  readonly edits?: readonly TextEdit[];
  /** SHA-1 (base64url, as `contentHash` makes it) of the text that the edits were made for: to any other they must not be applied. */
  readonly editsOf?: string;
}

/** A violation of an architecture rule. */
export interface Violation {
  /** Identity for baselines: the same violation has the same id over runs, whatever the order of files. */
  readonly id: string;
  readonly rule: string;
  readonly severity: Severity;
  /** What the rule is for, from its comment. */
  readonly comment?: string;
  readonly type: 'module' | 'dependency' | 'cycle' | 'reachability' | 'instability' | 'folder';
  readonly from: string;
  /** Equal to `from` for module violations. */
  readonly to: string;
  /** Line of the import in `from`, where there is one. */
  readonly line?: number;
  /** Cycle or way, in order. */
  readonly via?: readonly string[];
  /** It is in the baseline file: known, does not fail the check. */
  readonly known: boolean;
}

export interface RuleReport {
  /** The configuration file that the workspace has, also where it could not be read. */
  readonly configuration?: string;
  /** Whose rules were evaluated: those of the configuration, or the defaults where there is none that could be read. */
  readonly evaluated: 'configuration' | 'defaults';
  readonly violations: readonly Violation[];
  /** Baseline entries that no longer occur. */
  readonly fixed: readonly string[];
}

/** What code lenses, hovers and the status bar say of one file. */
export interface FileInsight {
  readonly path: string;
  /** Files that depend on it: directly, and in all. */
  readonly directDependents: number;
  readonly dependents: number;
  readonly tests: number;
  /** Files in the cycle group it is in; 0 for none. */
  readonly cycleSize: number;
  readonly runtimeCycle: boolean;
  readonly exports: readonly ExportInsight[];
  readonly imports: readonly ImportInsight[];
}

export interface ExportInsight {
  readonly name: string;
  readonly line: number;
  /** Files that use this export, directly or through barrels; and tests affected by it. */
  readonly users: number;
  readonly tests: number;
}

export interface ImportInsight {
  readonly specifier: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly kind: DependencyKind;
  /** It is not written as type-only: the compiler finds that its names are used as types only, and drops it. */
  readonly dropped?: true;
  /** Workspace file it leads to. */
  readonly path?: string;
  /** It closes a cycle of that many files. */
  readonly cycleSize: number;
  readonly weight?: ImportWeight;
  readonly unresolved?: string;
}
