import * as v from 'valibot';
import type { Problem } from '#base';

const hint = "Conditions are described in dependency-cruiser's rules reference.";

/** A rule, or the whole configuration, that cannot be used. */
export function invalidRule(subject: string, reason: string): Problem {
  return { code: 'rule-invalid', severity: 'error', message: `${subject} cannot be used: ${reason}.`, hint };
}

/** A rule that is well-formed but can never be violated. */
export function idleRule(subject: string, reason: string): Problem {
  return { code: 'rule-without-effect', severity: 'warning', message: `${subject} has no effect: ${reason}.`, hint };
}

/** What is wrong, in words and with its place: `to.pathh is not a known condition`. */
export function explainIssue(issue: v.BaseIssue<unknown>): string {
  const place = v.getDotPath(issue) ?? 'it';
  if (issue.type === 'strict_object' && issue.expected === 'never') return `${place} is not a known condition`;
  if (issue.received === 'undefined') return `${place} is missing`;
  if (issue.type === 'picklist') return `${place} is ${issue.received}, which is not one of the known values`;
  return `${place} is ${issue.received}, not ${issue.expected}`;
}
