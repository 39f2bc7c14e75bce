import type { Analysis } from '../analysis/analysis.ts';
import { edgesOf } from '../analysis/moduleGraph.ts';
import type { DependencyRule, RuleHead, RuleSet } from '../config/ruleSet.ts';
import type { ModuleDependency } from '../modules/module.ts';
import { type DependencyPlace, dependencyMatches } from './dependencyRules.ts';
import { type Findings, note, notInAllowed } from './findings.ts';
import type { NameMatcher } from './nameMatcher.ts';
import { dependencyParts, makeViolation, type RuleViolation, type Step } from './violation.ts';

/** Checks each dependency of each module against the rules that speak of dependencies. */
export function dependencyFindings(analysis: Analysis, rules: RuleSet, matcher: NameMatcher): Findings {
  const findings: Findings = new Map();
  const allowed = rules.allowed?.dependency.length ? rules.allowed : undefined;
  analysis.graph.modules.forEach((_, from) => {
    const [first, end] = edgesOf(analysis.graph, from);
    if (first === end) return;
    const forbidden = applicable(rules.dependency, from, matcher);
    const permitted = allowed && applicable(allowed.dependency, from, matcher);
    for (let edge = first; edge < end; edge++) {
      const place = { from, edge };
      const matches = ({ rule, groups }: Applicable) => dependencyMatches(rule, place, groups, analysis, matcher);
      if (allowed && !permitted?.some(matches)) {
        const rule = notInAllowed(allowed);
        note(findings, edge, [violationOf(rule, undefined, place, analysis)]);
      }
      for (const candidate of forbidden) {
        const { rule } = candidate;
        if (matches(candidate)) note(findings, edge, [violationOf(rule, rule, place, analysis)]);
      }
    }
  });
  return findings;
}

interface Applicable {
  readonly rule: DependencyRule;
  readonly groups: readonly string[];
}

/** The rules whose `from` a module matches. */
function applicable(rules: readonly DependencyRule[], from: number, matcher: NameMatcher): Applicable[] {
  const found: Applicable[] = [];
  for (const rule of rules)
    if (matcher.holds(rule.from, from)) found.push({ rule, groups: matcher.groups(rule.from, from) });
  return found;
}

function violationOf(
  head: RuleHead,
  rule: DependencyRule | undefined,
  { from, edge }: DependencyPlace,
  analysis: Analysis,
): RuleViolation {
  const { graph } = analysis;
  const cycle = rule?.to.circular ? analysis.cycle(from, edge) : undefined;
  const own = rule?.to.moreUnstable === undefined ? undefined : analysis.instability(from);
  return makeViolation({
    type: own !== undefined ? 'instability' : cycle ? 'cycle' : 'dependency',
    rule: head,
    from: graph.names[from] as string,
    ...dependencyParts(graph.dependencies[edge] as ModuleDependency),
    ...(cycle ? { cycle: stepsOf(cycle, analysis) } : {}),
    ...(own === undefined
      ? {}
      : {
          metrics: {
            from: { instability: own },
            to: { instability: analysis.instability(graph.target[edge] as number) ?? 0 },
          },
        }),
  });
}

/** The edges of a way in words. */
export function stepsOf(edges: readonly number[], { graph }: Analysis): Step[] {
  return edges.map((edge) => ({
    name: graph.names[graph.target[edge] as number] as string,
    dependencyTypes: graph.dependencies[edge]?.dependencyTypes ?? [],
  }));
}
