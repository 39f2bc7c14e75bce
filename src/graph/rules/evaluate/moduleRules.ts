import type { Analysis } from '../analysis/analysis.ts';
import { edgesOf } from '../analysis/moduleGraph.ts';
import type { DependentsRule, ModuleRule, RequiredRule, RuleHead, RuleSet } from '../config/ruleSet.ts';
import { stepsOf } from './dependencyFindings.ts';
import { type Findings, note, notInAllowed } from './findings.ts';
import type { NameMatcher } from './nameMatcher.ts';
import { ReachabilityRules, type Reached } from './reachabilityRules.ts';
import { lineOf, makeViolation, type RuleViolation } from './violation.ts';

/** Checks each module against the rules that speak of modules: orphans, reachability, dependents, required. */
export class ModuleRules {
  readonly #analysis: Analysis;
  readonly #rules: RuleSet;
  readonly #matcher: NameMatcher;
  readonly #reachability: ReachabilityRules;

  constructor(analysis: Analysis, rules: RuleSet, matcher: NameMatcher) {
    this.#analysis = analysis;
    this.#rules = rules;
    this.#matcher = matcher;
    const forbidden = rules.module.filter((rule) => rule.kind === 'reachability' && !rule.reachable);
    const allowed = rules.allowed?.module ?? [];
    this.#reachability = new ReachabilityRules(
      analysis,
      matcher,
      [...forbidden, ...allowed].filter((rule) => rule.kind === 'reachability'),
    );
  }

  findings(): Findings {
    const findings: Findings = new Map();
    const allowed = this.#rules.allowed?.module.length ? this.#rules.allowed : undefined;
    this.#analysis.graph.modules.forEach((_, node) => {
      if (allowed && !allowed.module.some((rule) => this.#isAllowedBy(rule, node))) {
        const rule = notInAllowed(allowed);
        note(findings, node, [this.#violation(rule, node)]);
      }
      for (const rule of this.#rules.module) {
        const violations = this.#violationsOf(rule, node);
        if (violations.length > 0) note(findings, node, violations);
      }
      for (const rule of this.#rules.required) {
        if (this.#misses(rule, node)) note(findings, node, [this.#violation(rule, node)]);
      }
    });
    return findings;
  }

  #violationsOf(rule: ModuleRule, node: number): readonly RuleViolation[] {
    if (rule.kind === 'reachability' && rule.reachable)
      return this.#reachability.reachedBy(rule, node).map((reached) => this.#reachViolation(rule, node, reached));
    return this.#isForbiddenBy(rule, node) ? [this.#violation(rule, node)] : [];
  }

  #isForbiddenBy(rule: ModuleRule, node: number): boolean {
    switch (rule.kind) {
      case 'orphan':
        return this.#matcher.holds(rule.from, node) && this.#analysis.isOrphan(node) === rule.orphan;
      case 'dependents':
        return this.#matcher.holds(rule.module, node) && this.#countsDependents(rule, node);
      case 'reachability':
        return this.#reachability.isAsToldBy(rule, node);
    }
  }

  #isAllowedBy(rule: ModuleRule, node: number): boolean {
    if (rule.kind === 'reachability' && this.#reachability.reachedBy(rule, node).length > 0) return true;
    return this.#isForbiddenBy(rule, node);
  }

  #countsDependents({ from, fewerThan, moreThan }: DependentsRule, node: number): boolean {
    const dependents = this.#analysis.dependents[node] ?? [];
    const count = dependents.filter((dependent) => this.#matcher.holds(from, dependent)).length;
    return (fewerThan === undefined || count < fewerThan) && (moreThan === undefined || count > moreThan);
  }

  /** A module that is itself what is required needs no dependency on it. */
  #misses(rule: RequiredRule, node: number): boolean {
    if (!this.#matcher.holds(rule.module, node)) return false;
    if (rule.reachable && this.#reachability.reachedBy(rule, node).length > 0) return false;
    const groups = this.#matcher.groups(rule.module, node);
    if (this.#matcher.holds(rule.to, node, groups)) return false;
    const { graph } = this.#analysis;
    const [first, end] = edgesOf(graph, node);
    for (let edge = first; edge < end; edge++)
      if (this.#matcher.holds(rule.to, graph.target[edge] as number, groups)) return false;
    return true;
  }

  #violation(rule: RuleHead, node: number): RuleViolation {
    const name = this.#analysis.graph.names[node] as string;
    return makeViolation({ type: 'module', rule, from: name, to: name });
  }

  #reachViolation(rule: RuleHead, node: number, reached: Reached): RuleViolation {
    const { graph } = this.#analysis;
    return makeViolation({
      type: 'reachability',
      rule,
      from: graph.names[node] as string,
      to: graph.names[reached.node] as string,
      via: stepsOf(reached.way, this.#analysis),
      ...lineOf(graph.dependencies[reached.way[0] as number]),
    });
  }
}
