import type { AllowedRules, RuleHead } from '../config/ruleSet.ts';
import type { RuleViolation } from './violation.ts';

/** The violations of modules, dependencies or folders, by number; those of one rule stand together. */
export type Findings = Map<number, RuleViolation[]>;

/** Adds violations of one rule. */
export function note(findings: Findings, node: number, violations: readonly RuleViolation[]): void {
  const known = findings.get(node);
  if (known) known.push(...violations);
  else findings.set(node, [...violations]);
}

/** The rule that anything violates which no allowed rule allows, under the name that dependency-cruiser gives it. */
export function notInAllowed(allowed: AllowedRules): RuleHead {
  return {
    name: 'not-in-allowed',
    severity: allowed.severity,
    comment: 'The rules list what is allowed, and this is not on the list.',
  };
}
