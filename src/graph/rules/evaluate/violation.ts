import type { DependencyType, IViolation } from 'dependency-cruiser';
import type { Violation } from '#protocol';
import type { RuleHead, RuleSeverity } from '../config/ruleSet.ts';
import type { ModuleDependency } from '../modules/module.ts';
import { violationId } from './identity.ts';

/** One step of a cycle or way: where it leads and by what dependency. */
export interface Step {
  readonly name: string;
  readonly dependencyTypes: readonly DependencyType[];
}

/** A violation with all that dependency-cruiser's format tells of it. */
export interface RuleViolation {
  readonly id: string;
  readonly type: Violation['type'];
  readonly rule: RuleHead;
  readonly from: string;
  readonly to: string;
  readonly unresolvedTo?: string;
  readonly dependencyTypes?: readonly DependencyType[];
  /** Ends where it began, in `from`. */
  readonly cycle?: readonly Step[];
  readonly via?: readonly Step[];
  readonly metrics?: { readonly from: { readonly instability: number }; readonly to: { readonly instability: number } };
  /** Line of the import in `from`. */
  readonly line?: number;
}

export function makeViolation(violation: Omit<RuleViolation, 'id'>): RuleViolation {
  return { id: violationId(violation), ...violation };
}

/** The parts of a violation that come from the dependency it is about. */
export function dependencyParts(dependency: ModuleDependency) {
  return {
    to: dependency.resolved,
    unresolvedTo: dependency.module,
    dependencyTypes: dependency.dependencyTypes,
    ...lineOf(dependency),
  };
}

export function lineOf(dependency: ModuleDependency | undefined): { line?: number } {
  return dependency?.line === undefined ? {} : { line: dependency.line };
}

const weight: Record<RuleSeverity, number> = { error: 0, warn: 1, info: 2 };

/** Each violation once (of those with one identity the first by place), by severity, rule and place. */
export function distinctAndSorted(violations: readonly RuleViolation[]): RuleViolation[] {
  const byId = new Map<string, RuleViolation>();
  for (const violation of violations) {
    const known = byId.get(violation.id);
    if (!known || comparePlaces(violation, known) < 0) byId.set(violation.id, violation);
  }
  return [...byId.values()].sort(
    (a, b) =>
      weight[a.rule.severity] - weight[b.rule.severity] || compareText(a.rule.name, b.rule.name) || comparePlaces(a, b),
  );
}

function comparePlaces(a: RuleViolation, b: RuleViolation): number {
  return compareText(a.from, b.from) || compareText(a.to, b.to);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A violation in dependency-cruiser's format, as in a cruise result or a baseline file. */
export function toKnownViolation({ id: _, line: __, rule, ...violation }: RuleViolation): IViolation {
  return { ...violation, rule: { name: rule.name, severity: rule.severity } } as IViolation;
}

/** What the rest of the product is told of a violation. */
export function toViolation(violation: RuleViolation): Violation {
  const { id, type, rule, from, to, line } = violation;
  const way = violation.cycle ?? violation.via;
  return {
    id,
    rule: rule.name,
    severity: rule.severity === 'warn' ? 'warning' : rule.severity,
    ...(rule.comment === undefined ? {} : { comment: rule.comment }),
    type,
    from,
    to,
    ...(line === undefined ? {} : { line }),
    ...(way ? { via: way.map(({ name }) => name) } : {}),
    known: false,
  };
}
