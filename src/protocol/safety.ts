import type { Severity } from '#base';
import type { PermissionName } from './capability.ts';

/** The rules of the static analysis; each has a page docs/safety/RULE.md, which is part of the extension. */
export const safetyRuleNames = [
  'syntax',
  'entry-point',
  'forbidden-import',
  'forbidden-global',
  'global-object',
  'dynamic-code',
  'constructor-chain',
  'prototype-write',
  'obfuscation',
  'timers',
  'non-determinism',
  'credentials',
  'catastrophic-regex',
  'unbounded-loop',
  'unbounded-recursion',
  'allocation',
  'undeclared-permission',
  'unused-permission',
  'unchecked-sink',
] as const;
export type SafetyRuleName = (typeof safetyRuleNames)[number];

/** Whether there is a page about it: `too-costly`, `types` and the like are no rules. */
export function isSafetyRule(name: string): name is SafetyRuleName {
  return safetyRuleNames.some((rule) => rule === name);
}

/** One thing that the static analysis has to say about a capability's source. */
export interface Finding {
  /** Id of the rule, kebab-case: its page is docs/safety/RULE.md. */
  readonly rule: string;
  /** `error` blocks: the code is not run. */
  readonly severity: Severity;
  /** Offsets into index.ts, UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  /** What is there and why it matters, one sentence. */
  readonly message: string;
  /** What to do instead. */
  readonly hint: string;
}

/** One part of the safety score. */
export interface ScorePart {
  /** `dynamic-code`, `permissions`, `resources`, … */
  readonly name: string;
  /** Points taken off 100. */
  readonly penalty: number;
  /** Why, in words. */
  readonly reason: string;
}

export interface SafetyReport {
  readonly findings: readonly Finding[];
  /** Permissions that the code uses, whether declared or not; `Date.now()` uses the clock where that is granted. */
  readonly uses: readonly PermissionName[];
  /** 100 less the penalties, never below 0. */
  readonly score: number;
  readonly parts: readonly ScorePart[];
  /** No finding is an error. */
  readonly admitted: boolean;
}
