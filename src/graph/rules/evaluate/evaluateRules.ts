import { Analysis } from '../analysis/analysis.ts';
import type { RuleSet } from '../config/ruleSet.ts';
import type { Module } from '../modules/module.ts';
import { dependencyFindings } from './dependencyFindings.ts';
import type { Findings } from './findings.ts';
import { folderFindings } from './folderFindings.ts';
import { ModuleRules } from './moduleRules.ts';
import { NameMatcher } from './nameMatcher.ts';
import { distinctAndSorted, type RuleViolation } from './violation.ts';

/** What a rule set says of modules. */
export interface Evaluation {
  readonly analysis: Analysis;
  /** Each once, gravest first. */
  readonly violations: readonly RuleViolation[];
  /** The violations by module, by edge of the module graph, and by edge of the folder graph. */
  readonly ofModules: Findings;
  readonly ofDependencies: Findings;
  readonly ofFolders: Findings;
}

/**
 * Evaluates rules with the results of dependency-cruiser, from which it differs on purpose in these points:
 * - A `required` rule with `reachable` that is violated is always reported (there it gets lost where the module reaches
 *   what another such rule asks for), and group references work in the `to.path` of rules with `reachable: true`.
 * - Lists in `via.pathNot` are alternatives, as everywhere else.
 * - A text that groups caught and that breaks the regular expression it is put into is taken literally.
 * - A way to a module that must not be reached is a shortest one.
 * - In components of thousands of edges every edge counts as circular (see `CycleFinder`).
 */
export function evaluateRules(modules: readonly Module[], rules: RuleSet): Evaluation {
  const analysis = new Analysis(modules);
  const matcher = new NameMatcher(analysis.graph.names);
  const ofDependencies = dependencyFindings(analysis, rules, matcher);
  const ofModules = new ModuleRules(analysis, rules, matcher).findings();
  const ofFolders = folderFindings(analysis, rules);
  return {
    analysis,
    violations: distinctAndSorted(
      [ofDependencies, ofModules, ofFolders].flatMap((found) => [...found.values()].flat()),
    ),
    ofModules,
    ofDependencies,
    ofFolders,
  };
}
