import type { Analysis } from '../analysis/analysis.ts';
import type { FolderGraph } from '../analysis/folders.ts';
import { edgesOf } from '../analysis/moduleGraph.ts';
import type { DependencyRule, RuleHead, RuleSet } from '../config/ruleSet.ts';
import { type Findings, note, notInAllowed } from './findings.ts';
import { NameMatcher } from './nameMatcher.ts';
import { makeViolation, type RuleViolation } from './violation.ts';

/** Checks each dependency of a folder against the rules of folder scope: paths, cycles and instability count. */
export function folderFindings(analysis: Analysis, rules: RuleSet): Findings {
  const findings: Findings = new Map();
  const allowed = rules.allowed?.folder.length ? rules.allowed : undefined;
  if (rules.folder.length === 0 && !allowed) return findings;
  const graph = analysis.folders;
  const matcher = new NameMatcher(graph.names);
  graph.folders.forEach((_, from) => {
    const [first, end] = edgesOf(graph, from);
    for (let edge = first; edge < end; edge++) {
      const matches = (rule: DependencyRule) => folderMatches(rule, from, edge, graph, matcher);
      if (allowed && !allowed.folder.some(matches)) {
        const rule = notInAllowed(allowed);
        note(findings, edge, [violationOf(rule, undefined, from, edge, graph)]);
      }
      for (const rule of rules.folder)
        if (matches(rule)) note(findings, edge, [violationOf(rule, rule, from, edge, graph)]);
    }
  });
  return findings;
}

function folderMatches(
  { from: start, to }: DependencyRule,
  from: number,
  edge: number,
  graph: FolderGraph,
  matcher: NameMatcher,
): boolean {
  const target = graph.target[edge] as number;
  return (
    matcher.holds(start, from) &&
    matcher.holds(to, target, matcher.groups(start, from)) &&
    (to.moreUnstable === undefined || to.moreUnstable === instabilityOf(graph, from) < instabilityOf(graph, target)) &&
    (to.circular === undefined || to.circular === (graph.cycles.cycle(from, edge) !== undefined))
  );
}

function violationOf(
  head: RuleHead,
  rule: DependencyRule | undefined,
  from: number,
  edge: number,
  graph: FolderGraph,
): RuleViolation {
  const target = graph.target[edge] as number;
  const ends = { rule: head, from: graph.names[from] as string, to: graph.names[target] as string };
  if (rule?.to.moreUnstable !== undefined) {
    const metrics = {
      from: { instability: instabilityOf(graph, from) },
      to: { instability: instabilityOf(graph, target) },
    };
    return makeViolation({ type: 'instability', ...ends, metrics });
  }
  if (rule?.to.circular === undefined) return makeViolation({ type: 'folder', ...ends });
  const cycle = graph.cycles.cycle(from, edge);
  const steps = cycle?.map((step) => ({
    name: graph.names[graph.target[step] as number] as string,
    dependencyTypes: [],
  }));
  return makeViolation({ type: 'cycle', ...ends, ...(steps ? { cycle: steps } : {}) });
}

function instabilityOf(graph: FolderGraph, folder: number): number {
  return graph.folders[folder]?.instability ?? 0;
}
