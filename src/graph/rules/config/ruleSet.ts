import type { DependencyType, IFlattenedRuleSet, ModuleSystemType } from 'dependency-cruiser';
import type { Pattern } from './pattern.ts';

/** A rule set that is checked and ready to be evaluated. */
export interface RuleSet {
  /** The rules that are used, as they are configured, for reports. */
  readonly used: IFlattenedRuleSet;
  /** How exports are to look, as it is configured. */
  readonly reporterOptions: unknown;
  readonly options: GraphOptions;
  /** What is forbidden. */
  readonly dependency: readonly DependencyRule[];
  readonly module: readonly ModuleRule[];
  readonly folder: readonly DependencyRule[];
  /** What is required. */
  readonly required: readonly RequiredRule[];
  /** What is allowed, where the configuration says that: everything else is a violation. */
  readonly allowed: AllowedRules | undefined;
  /** A rule asks for the licence of packages, or whether they are deprecated: facts that are not in the graph. */
  readonly needsLicences: boolean;
  readonly needsDeprecations: boolean;
}

export interface AllowedRules {
  readonly severity: RuleSeverity;
  readonly dependency: readonly DependencyRule[];
  readonly module: readonly ModuleRule[];
  readonly folder: readonly DependencyRule[];
}

/** dependency-cruiser's words; rules of severity `ignore` are left out of a rule set. */
export type RuleSeverity = 'error' | 'warn' | 'info';

export interface RuleHead {
  /** `unnamed` where the configuration gives none, `not-in-allowed` for all allowed rules. */
  readonly name: string;
  readonly severity: RuleSeverity;
  readonly comment: string | undefined;
}

export interface PathCondition {
  readonly path: Pattern | undefined;
  readonly pathNot: Pattern | undefined;
}

/** A rule about dependencies, of modules or of folders. */
export interface DependencyRule extends RuleHead {
  readonly kind: 'dependency';
  readonly ofFolders: boolean;
  readonly from: PathCondition;
  readonly to: ToCondition;
}

/** Conditions that are undefined do not count. */
export interface ToCondition extends PathCondition {
  readonly couldNotResolve: boolean | undefined;
  readonly circular: boolean | undefined;
  readonly via: ViaCondition | undefined;
  readonly viaOnly: ViaCondition | undefined;
  readonly dynamic: boolean | undefined;
  readonly exoticallyRequired: boolean | undefined;
  readonly exoticRequire: Pattern | undefined;
  readonly exoticRequireNot: Pattern | undefined;
  readonly preCompilationOnly: boolean | undefined;
  readonly dependencyTypes: readonly DependencyType[] | undefined;
  readonly dependencyTypesNot: readonly DependencyType[] | undefined;
  readonly moreThanOneDependencyType: boolean | undefined;
  readonly license: Pattern | undefined;
  readonly licenseNot: Pattern | undefined;
  readonly moreUnstable: boolean | undefined;
  readonly ancestor: boolean | undefined;
}

/** A condition on the modules of a cycle. */
export interface ViaCondition extends PathCondition {
  readonly dependencyTypes: readonly DependencyType[] | undefined;
  readonly dependencyTypesNot: readonly DependencyType[] | undefined;
}

export type ModuleRule = OrphanRule | ReachabilityRule | DependentsRule;

export interface OrphanRule extends RuleHead {
  readonly kind: 'orphan';
  readonly from: PathCondition;
  readonly orphan: boolean;
}

export interface ReachabilityRule extends RuleHead {
  readonly kind: 'reachability';
  readonly from: PathCondition;
  readonly to: PathCondition;
  readonly reachable: boolean;
}

/** Counts the dependents of a module that match `from`. */
export interface DependentsRule extends RuleHead {
  readonly kind: 'dependents';
  readonly module: PathCondition;
  readonly from: PathCondition;
  readonly fewerThan: number | undefined;
  readonly moreThan: number | undefined;
}

export interface RequiredRule extends RuleHead {
  readonly kind: 'required';
  readonly module: PathCondition;
  readonly to: PathCondition;
  /** A way over other modules is as good as a direct dependency. */
  readonly reachable: boolean;
}

/** The options of a configuration that change the graph that rules see. */
export interface GraphOptions {
  readonly exclude: RegExp | undefined;
  /** Dynamic (or, when false, all other) dependencies are left out. */
  readonly excludeDynamic: boolean | undefined;
  readonly includeOnly: RegExp | undefined;
  readonly doNotFollow: RegExp | undefined;
  readonly doNotFollowTypes: readonly DependencyType[];
  /** Dependencies that are erased at compile time are ignored, kept, or kept and marked as such. */
  readonly preCompilation: 'ignored' | 'kept' | 'marked';
  readonly moduleSystems: readonly ModuleSystemType[];
  /** The package.json files on the way up to the workspace folder count together. */
  readonly combinedDependencies: boolean;
}
