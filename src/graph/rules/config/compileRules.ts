import type { IFlattenedRuleSet } from 'dependency-cruiser';
import * as v from 'valibot';
import type { Outcome, Problem } from '#base';
import { type CompiledRule, compileRule, RuleError, type Section } from './compileRule.ts';
import { compileOptions } from './graphOptions.ts';
import { explainIssue, idleRule, invalidRule } from './problems.ts';
import type { DependencyRule, ModuleRule, RequiredRule, RuleSet } from './ruleSet.ts';
import { configurationSchema } from './schema.ts';

/**
 * Checks a dependency-cruiser configuration (its `extends` already followed) and makes it ready to be evaluated.
 * A rule that cannot be used is left out and told of by its name; the others stay.
 */
export function compileRules(configuration: unknown): Outcome<RuleSet> {
  const parsed = v.safeParse(configurationSchema, configuration);
  if (!parsed.success || Array.isArray(configuration)) {
    const reason = parsed.issues ? explainIssue(parsed.issues[0]) : 'it is a list, not an object';
    const problem = invalidRule('The rules configuration', reason);
    return { value: compileRules({}).value, problems: [problem] };
  }
  const { forbidden, allowed, required, allowedSeverity = 'warn', options } = parsed.output;
  const problems: Problem[] = [];
  const compileAll = (section: Section, inputs: readonly unknown[]): Used[] =>
    inputs.flatMap((input, index) => {
      try {
        const rule = compileRule(section, input, allowedSeverity);
        return rule ? [{ rule, input: input as object }] : [];
      } catch (error) {
        if (!(error instanceof RuleError)) throw error;
        const subject = describeRule(input, section, index);
        problems.push(error.idle ? idleRule(subject, error.message) : invalidRule(subject, error.message));
        return [];
      }
    });
  const prohibitions = compileAll('forbidden', forbidden);
  const requirements = compileAll('required', required);
  const permissions = compileAll('allowed', allowed);
  const graphOptions = compileOptions(options);
  const rules = [...prohibitions, ...requirements, ...permissions].map(({ rule }) => rule);
  const dependencyRules = rules.filter((rule) => rule.kind === 'dependency');
  const value: RuleSet = {
    used: {
      forbidden: prohibitions.map(withDefaults),
      required: requirements.map(withDefaults),
      ...(permissions.length > 0 ? { allowed: permissions.map(({ input }) => input), allowedSeverity } : {}),
    } as IFlattenedRuleSet,
    reporterOptions: options.reporterOptions,
    options: graphOptions.value,
    ...partition(prohibitions),
    required: requirements.map(({ rule }) => rule).filter((rule): rule is RequiredRule => rule.kind === 'required'),
    allowed:
      permissions.length > 0 && allowedSeverity !== 'ignore'
        ? { severity: allowedSeverity, ...partition(permissions) }
        : undefined,
    needsLicences: dependencyRules.some(({ to }) => to.license || to.licenseNot),
    needsDeprecations: dependencyRules.some(({ to }) => to.dependencyTypes?.includes('deprecated')),
  };
  return { value, problems: [...problems, ...graphOptions.problems] };
}

interface Used {
  readonly rule: CompiledRule;
  readonly input: object;
}

function withDefaults({ rule, input }: Used): object {
  return { ...input, name: rule.name, severity: rule.severity };
}

function partition(used: readonly Used[]) {
  const rules = used.map(({ rule }) => rule);
  const dependencyRules = rules.filter((rule): rule is DependencyRule => rule.kind === 'dependency');
  return {
    dependency: dependencyRules.filter((rule) => !rule.ofFolders),
    folder: dependencyRules.filter((rule) => rule.ofFolders),
    module: rules.filter((rule): rule is ModuleRule => rule.kind !== 'dependency' && rule.kind !== 'required'),
  };
}

function describeRule(input: unknown, section: Section, index: number): string {
  const name = (input as { name?: unknown } | null)?.name;
  return typeof name === 'string' ? `The rule "${name}"` : `Rule ${index + 1} of "${section}"`;
}
