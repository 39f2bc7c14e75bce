import { messageOf, ToolwrightError } from '#base';
import {
  type Finding,
  type JsonSchema,
  type PermissionName,
  type Permissions,
  permissionNames,
  type SafetyReport,
} from '#protocol';
import { builtinUses } from './model/builtinUses.ts';
import { parse } from './model/program.ts';
import { runtimeNodes } from './model/tree.ts';
import { permissionUses } from './model/uses.ts';
import { createEvaluator } from './model/values/evaluator.ts';
import { type RuleContext, toFinding } from './rule.ts';
import { safetyRules } from './rules/index.ts';
import { isGranted } from './rules/undeclaredPermission.ts';
import { usedWithoutContext } from './rules/unusedPermission.ts';
import { scoreOf } from './score.ts';

export interface AnalyseOptions {
  readonly permissions: Permissions;
  /** The schema of the input, for how far its values are bounded. */
  readonly input?: JsonSchema;
}

/**
 * Everything that can be said about a capability's source without running it. Whatever the source is, there is a
 * report: text that can't be analysed is not admitted.
 */
export async function analyse(source: string, options: AnalyseOptions): Promise<SafetyReport> {
  try {
    return await report(contextOf(source, options));
  } catch (error) {
    return failed(source, error);
  }
}

/** A source with what the rules ask of it. */
export function contextOf(source: string, { permissions, input = true }: AnalyseOptions): RuleContext {
  const parsed = parse(source);
  const evaluator = createEvaluator(parsed);
  const nodes = [...runtimeNodes(parsed.file)];
  const builtins = builtinUses(nodes, evaluator);
  return { ...parsed, permissions, input, evaluator, nodes, builtins, uses: permissionUses(nodes, evaluator) };
}

async function report(context: RuleContext): Promise<SafetyReport> {
  const findings: Finding[] = [];
  for (const rule of safetyRules) {
    for (const found of await rule.check(context)) findings.push(toFinding(rule, found, context.file));
    // What doesn't parse has no tree that rules could rely on.
    if (rule.id === 'syntax' && findings.length > 0) break;
  }
  return reportOf(distinct(findings), usesOf(context));
}

/** What is granted may be used without its object; where it is not, a rule of its own speaks of that. */
function usesOf({ uses, permissions, builtins }: RuleContext): PermissionName[] {
  const used = (name: PermissionName) =>
    uses.has(name) || (isGranted(permissions[name]) && usedWithoutContext(name, builtins));
  return permissionNames.filter(used).toSorted();
}

function reportOf(findings: readonly Finding[], uses: SafetyReport['uses']): SafetyReport {
  const { score, parts } = scoreOf(findings, uses);
  return { findings, uses, score, parts, admitted: findings.every(({ severity }) => severity !== 'error') };
}

/** In the order of the text, and each rule once a place. */
function distinct(findings: readonly Finding[]): Finding[] {
  const byPlace = new Map(findings.map((finding) => [`${finding.rule} ${finding.start}`, finding]));
  return [...byPlace.values()].sort((a, b) => a.start - b.start || a.rule.localeCompare(b.rule));
}

/** Text that makes the analysis itself fail (nested too deeply, for one) is not admitted. */
function failed(source: string, error: unknown): SafetyReport {
  const finding: Finding = {
    rule: 'syntax',
    severity: 'error',
    start: 0,
    end: source.length,
    line: 1,
    column: 1,
    message: `${reasonOf(error)} What cannot be judged is not run.`,
    hint:
      (error instanceof ToolwrightError ? error.hint : undefined) ??
      'Make the program simpler: less nesting, smaller expressions.',
  };
  return reportOf([finding], []);
}

function reasonOf(error: unknown): string {
  if (error instanceof ToolwrightError) return error.message;
  if (error instanceof RangeError) return 'The program is too deeply nested or too large.';
  return `The program could not be analysed (${messageOf(error)}).`;
}
