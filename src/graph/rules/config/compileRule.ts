import * as v from 'valibot';
import { isRecord } from '#base';
import { compilePattern, PatternError } from './pattern.ts';
import { explainIssue } from './problems.ts';
import type {
  DependencyRule,
  ModuleRule,
  PathCondition,
  RequiredRule,
  RuleHead,
  RuleSeverity,
  ToCondition,
  ViaCondition,
} from './ruleSet.ts';
import { schemas, type ToInput, type ViaInput } from './schema.ts';

export type CompiledRule = DependencyRule | ModuleRule | RequiredRule;
export type Section = 'forbidden' | 'allowed' | 'required';

/** Why a rule cannot be used, or why it can never be violated. */
export class RuleError extends Error {
  readonly idle: boolean;
  constructor(reason: string, idle: boolean) {
    super(reason);
    this.idle = idle;
  }
}

/**
 * Compiles one rule of a configuration; undefined for a rule of severity `ignore`.
 * @param allowedSeverity what a violation of allowed rules counts as
 * @throws RuleError
 */
export function compileRule(
  section: Section,
  input: unknown,
  allowedSeverity: RuleSeverity | 'ignore',
): CompiledRule | undefined {
  const found = readInput(section, input);
  const { severity = 'warn', name = 'unnamed', comment, scope }: Common = found.rule;
  const counts = section === 'allowed' ? allowedSeverity : severity;
  if (counts === 'ignore') return undefined;
  // dependency-cruiser reports what no allowed rule allows under one name.
  const head = { name: section === 'allowed' ? 'not-in-allowed' : name, severity: counts, comment };
  try {
    const rule = compile(found, head);
    // dependency-cruiser evaluates such rules neither on folders nor on modules.
    if (scope === 'folder' && rule.kind !== 'dependency')
      throw new RuleError('it cannot have the scope "folder"', true);
    return rule;
  } catch (error) {
    throw error instanceof PatternError ? new RuleError(error.message, false) : error;
  }
}

interface Common {
  readonly name?: string | undefined;
  readonly severity?: RuleSeverity | 'ignore' | undefined;
  readonly comment?: string | undefined;
  readonly scope?: 'module' | 'folder' | undefined;
}

type Input = {
  [K in keyof typeof schemas]: { readonly kind: K; readonly rule: v.InferOutput<(typeof schemas)[K]> };
}[keyof typeof schemas];

function readInput(section: Section, input: unknown): Input {
  if (section === 'required') return { kind: 'required', rule: check(schemas.required, input) };
  const isAllowed = section === 'allowed';
  if (!isAllowed && isRecord(input) && 'module' in input)
    return { kind: 'dependents', rule: check(schemas.dependents, input) };
  if (isRecord(input) && isRecord(input.to) && 'reachable' in input.to) {
    return isAllowed
      ? { kind: 'allowedReachability', rule: check(schemas.allowedReachability, input) }
      : { kind: 'reachability', rule: check(schemas.reachability, input) };
  }
  return isAllowed
    ? { kind: 'allowedDependency', rule: check(schemas.allowedDependency, input) }
    : { kind: 'dependency', rule: check(schemas.dependency, input) };
}

function check<const S extends v.GenericSchema>(schema: S, input: unknown): v.InferOutput<S> {
  const parsed = v.safeParse(schema, input);
  if (!parsed.success) throw new RuleError(explainIssue(parsed.issues[0]), false);
  return parsed.output;
}

function compile({ kind, rule }: Input, head: RuleHead): CompiledRule {
  switch (kind) {
    case 'required': {
      const reachable = rule.to.reachable ?? false;
      return { kind, ...head, module: paths(rule.module), to: paths(rule.to), reachable };
    }
    case 'dependents': {
      const { numberOfDependentsLessThan: fewerThan, numberOfDependentsMoreThan: moreThan, ...module } = rule.module;
      if (fewerThan === undefined && moreThan === undefined)
        throw new RuleError('`module` gives no number of dependents', true);
      // dependency-cruiser takes 0 for "no limit".
      const limits = { fewerThan: fewerThan || undefined, moreThan: moreThan || undefined };
      return { kind, ...head, module: paths(module), from: paths(rule.from), ...limits };
    }
    case 'reachability':
    case 'allowedReachability': {
      const { reachable } = rule.to;
      return { kind: 'reachability', ...head, from: paths(rule.from), to: paths(rule.to), reachable };
    }
    case 'dependency':
    case 'allowedDependency': {
      const { orphan } = rule.from;
      const from = paths(rule.from);
      if (orphan !== undefined) return { kind: 'orphan', ...head, from, orphan };
      return { kind: 'dependency', ...head, ofFolders: rule.scope === 'folder', from, to: readTo(rule.to) };
    }
  }
}

type PatternInput = string | string[] | undefined;

function paths(input: { path?: PatternInput; pathNot?: PatternInput }): PathCondition {
  return { path: compilePattern(input.path), pathNot: compilePattern(input.pathNot) };
}

function readTo(to: ToInput): ToCondition {
  return {
    ...paths(to),
    couldNotResolve: to.couldNotResolve,
    circular: to.circular,
    via: readVia(to.via, to.viaSomeNot),
    viaOnly: readVia(to.viaOnly, to.viaNot),
    dynamic: to.dynamic,
    exoticallyRequired: to.exoticallyRequired,
    exoticRequire: compilePattern(to.exoticRequire),
    exoticRequireNot: compilePattern(to.exoticRequireNot),
    preCompilationOnly: to.preCompilationOnly,
    dependencyTypes: to.dependencyTypes,
    dependencyTypesNot: to.dependencyTypesNot,
    moreThanOneDependencyType: to.moreThanOneDependencyType,
    license: compilePattern(to.license),
    licenseNot: compilePattern(to.licenseNot),
    moreUnstable: to.moreUnstable,
    ancestor: to.ancestor,
  };
}

/** @param legacyPathNot the older `viaSomeNot` and `viaNot`, which count where the newer form has no `pathNot` */
function readVia(via: ViaInput, legacyPathNot: PatternInput): ViaCondition | undefined {
  if (via === undefined && legacyPathNot === undefined) return undefined;
  const given = via === undefined ? {} : typeof via === 'string' || Array.isArray(via) ? { path: via } : via;
  return {
    path: compilePattern(given.path),
    pathNot: compilePattern(given.pathNot) ?? compilePattern(legacyPathNot),
    dependencyTypes: given.dependencyTypes,
    dependencyTypesNot: given.dependencyTypesNot,
  };
}
