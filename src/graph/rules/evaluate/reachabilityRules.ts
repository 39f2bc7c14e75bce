import type { Analysis } from '../analysis/analysis.ts';
import { reachedFromOthers, reaching, wayFinder } from '../analysis/reach.ts';
import type { PathCondition, ReachabilityRule, RequiredRule } from '../config/ruleSet.ts';
import type { NameMatcher } from './nameMatcher.ts';

/** A module that is reached, and the edges of the way to it. */
export interface Reached {
  readonly node: number;
  readonly way: readonly number[];
}

/** Whether a module is reached from any of the modules that a rule starts from. */
interface Reachability {
  readonly reached: boolean;
  /** The first module that the rule starts from, whose groups count. */
  readonly from: number;
}

/** Evaluates all rules that ask for ways over other modules, each part of the work once for every distinct question. */
export class ReachabilityRules {
  readonly #analysis: Analysis;
  readonly #matcher: NameMatcher;
  readonly #reaches = new Map<ReachabilityRule | RequiredRule, ReadonlyMap<number, readonly Reached[]>>();
  /** By rule name: dependency-cruiser keeps one answer for rules that share a name, as all allowed rules do. */
  readonly #reachable = new Map<string, Map<number, Reachability>>();

  constructor(analysis: Analysis, matcher: NameMatcher, unreachable: readonly ReachabilityRule[]) {
    this.#analysis = analysis;
    this.#matcher = matcher;
    for (const rule of unreachable) this.#addReachability(rule);
  }

  /** The modules in the `to` of a rule that a module in its `from` reaches. */
  reachedBy(rule: ReachabilityRule | RequiredRule, node: number): readonly Reached[] {
    let reaches = this.#reaches.get(rule);
    if (!reaches) {
      reaches = this.#reachesOf(rule.kind === 'required' ? rule.module : rule.from, rule.to);
      this.#reaches.set(rule, reaches);
    }
    return reaches.get(node) ?? [];
  }

  /** Whether a module in the `to` of a rule is reached (or not) as the rule says. */
  isAsToldBy(rule: ReachabilityRule, node: number): boolean {
    const found = this.#reachable.get(rule.name)?.get(node);
    if (found?.reached !== rule.reachable) return false;
    return this.#matcher.holds(rule.to, node, this.#matcher.groups(rule.from, found.from));
  }

  #reachesOf(start: PathCondition, end: PathCondition): ReadonlyMap<number, readonly Reached[]> {
    const { graph, dependents } = this.#analysis;
    const found = new Map<number, readonly Reached[]>();
    for (const { from, to } of this.#questions(start, end)) {
      const within = reaching(dependents, to);
      const walkFrom = wayFinder(graph, within);
      for (const node of from) {
        if (!within[node]) continue;
        const wayTo = walkFrom(node);
        const reached = to.map((target) => ({ node: target, way: wayTo(target) })).filter(({ way }) => way.length > 0);
        if (reached.length > 0) found.set(node, reached);
      }
    }
    return found;
  }

  #addReachability(rule: ReachabilityRule): void {
    const known = this.#reachable.get(rule.name) ?? new Map<number, Reachability>();
    this.#reachable.set(rule.name, known);
    const own = new Map<number, Reachability>();
    for (const { from, to } of this.#questions(rule.from, rule.to)) {
      const isReached = reachedFromOthers(this.#analysis.graph, from);
      for (const node of to) {
        const first = from.find((start) => start !== node);
        if (first === undefined) continue;
        const before = own.get(node);
        own.set(node, {
          reached: isReached(node) || before?.reached === true,
          from: Math.min(first, before?.from ?? first),
        });
      }
    }
    for (const [node, { reached, from }] of own) {
      const before = known.get(node);
      known.set(node, { reached: reached || before?.reached === true, from: before?.from ?? from });
    }
  }

  /** What a rule asks: from which modules to which; where groups are used once for every distinct set of groups. */
  #questions(start: PathCondition, end: PathCondition): { from: readonly number[]; to: readonly number[] }[] {
    const nodes = this.#analysis.graph.modules.map((_, node) => node);
    const patterns = [end.path, end.pathNot].filter((pattern) => pattern?.refersToGroups);
    const distinctFrom = patterns.some((pattern) => pattern?.source.includes('$0')) ? 0 : 1;
    const byGroups = new Map<string, { groups: readonly string[]; from: number[] }>();
    for (const node of nodes) {
      if (!this.#matcher.holds(start, node)) continue;
      const groups = patterns.length > 0 ? this.#matcher.groups(start, node) : [];
      const key = groups.slice(distinctFrom).join('\n');
      const question = byGroups.get(key);
      if (question) question.from.push(node);
      else byGroups.set(key, { groups, from: [node] });
    }
    return [...byGroups.values()]
      .map(({ groups, from }) => ({ from, to: nodes.filter((node) => this.#matcher.holds(end, node, groups)) }))
      .filter(({ to }) => to.length > 0);
  }
}
