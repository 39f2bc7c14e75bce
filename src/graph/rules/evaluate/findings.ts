import type { AllowedRules, RuleHead } from '../config/ruleSet.ts';
import type { RuleViolation } from './violation.ts';

/** The rules that modules, dependencies or folders violate, by number, and the violations. */
export interface Findings {
  readonly rules: Map<number, RuleHead[]>;
  readonly violations: RuleViolation[];
}

export function noFindings(): Findings {
  return { rules: new Map(), violations: [] };
}

/** Adds a violated rule and its violations. */
export function note(findings: Findings, node: number, rule: RuleHead, violations: readonly RuleViolation[]): void {
  const rules = findings.rules.get(node);
  if (rules) rules.push(rule);
  else findings.rules.set(node, [rule]);
  findings.violations.push(...violations);
}

/** The rule that anything violates which no allowed rule allows, under the name that dependency-cruiser gives it. */
export function notInAllowed(allowed: AllowedRules): RuleHead {
  return {
    name: 'not-in-allowed',
    severity: allowed.severity,
    comment: 'The rules list what is allowed, and this is not on the list.',
  };
}
