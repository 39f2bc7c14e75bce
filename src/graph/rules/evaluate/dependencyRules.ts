import { posix } from 'node:path';
import type { DependencyType } from 'dependency-cruiser';
import type { Analysis } from '../analysis/analysis.ts';
import type { Pattern } from '../config/pattern.ts';
import type { DependencyRule, ToCondition, ViaCondition } from '../config/ruleSet.ts';
import type { ModuleDependency } from '../modules/module.ts';
import type { NameMatcher } from './nameMatcher.ts';

/** A dependency of a module, by its place in the graph. */
export interface DependencyPlace {
  readonly from: number;
  readonly edge: number;
}

/** Whether a dependency is what a rule speaks of; `groups` are what the rule's from-pattern caught. */
export function dependencyMatches(
  rule: DependencyRule,
  place: DependencyPlace,
  groups: readonly string[],
  analysis: Analysis,
  matcher: NameMatcher,
): boolean {
  const { to } = rule;
  const { graph } = analysis;
  const dependency = graph.dependencies[place.edge] as ModuleDependency;
  return (
    factsHold(to, dependency) &&
    typesHold(to, dependency.dependencyTypes) &&
    textHolds(to, dependency) &&
    matcher.holds(to, graph.target[place.edge] as number, groups) &&
    (to.ancestor === undefined || ancestorHolds(to.ancestor, graph.names[place.from] as string, dependency)) &&
    (to.moreUnstable === undefined || to.moreUnstable === isMoreUnstable(place, analysis)) &&
    cycleHolds(to, place, groups, analysis, matcher)
  );
}

function factsHold(to: ToCondition, dependency: ModuleDependency): boolean {
  return (
    (to.couldNotResolve === undefined || to.couldNotResolve === dependency.couldNotResolve) &&
    (to.dynamic === undefined || to.dynamic === dependency.dynamic) &&
    (to.exoticallyRequired === undefined || to.exoticallyRequired === dependency.exoticallyRequired) &&
    (to.preCompilationOnly === undefined || to.preCompilationOnly === dependency.preCompilationOnly)
  );
}

/**
 * Types of which a dependency should have only one: where its package is declared. The others (`aliased`, `type-only`,
 * `import`, …) always come beside one of them.
 */
const origins: readonly DependencyType[] = [
  'core',
  'local',
  'localmodule',
  'npm',
  'npm-bundled',
  'npm-dev',
  'npm-no-pkg',
  'npm-optional',
  'npm-peer',
  'npm-unknown',
];

function typesHold(to: ToCondition, types: readonly DependencyType[]): boolean {
  return (
    (!to.dependencyTypes || intersects(to.dependencyTypes, types)) &&
    (!to.dependencyTypesNot || !intersects(to.dependencyTypesNot, types)) &&
    (to.moreThanOneDependencyType === undefined ||
      to.moreThanOneDependencyType === types.filter((type) => origins.includes(type)).length > 1)
  );
}

/** What is not known matches neither a condition nor its opposite. */
function textHolds(to: ToCondition, { license, exoticRequire }: ModuleDependency): boolean {
  return (
    (!to.license || (license !== undefined && to.license.regexp.test(license))) &&
    (!to.licenseNot || (license !== undefined && !to.licenseNot.regexp.test(license))) &&
    (!to.exoticRequire || (exoticRequire !== undefined && to.exoticRequire.regexp.test(exoticRequire))) &&
    (!to.exoticRequireNot || (exoticRequire !== undefined && !to.exoticRequireNot.regexp.test(exoticRequire)))
  );
}

/** A place below which `../` of relative paths can be followed without leaving it. */
const deepFolder = '/0/1/2/3/4/5/6/7/8/9';

/** Whether the dependency is in a folder above the one of the module. */
function ancestorHolds(expected: boolean, source: string, dependency: ModuleDependency): boolean {
  if (dependency.coreModule || dependency.couldNotResolve) return false;
  const folder = `${posix.dirname(posix.resolve(deepFolder, source))}/`;
  const other = `${posix.dirname(posix.resolve(deepFolder, dependency.resolved))}/`;
  return expected === (folder.startsWith(other) && folder.length > other.length);
}

function isMoreUnstable({ from, edge }: DependencyPlace, analysis: Analysis): boolean {
  const own = analysis.instability(from) ?? 0;
  return own < (analysis.instability(analysis.graph.target[edge] as number) ?? 0);
}

function cycleHolds(
  to: ToCondition,
  { from, edge }: DependencyPlace,
  groups: readonly string[],
  analysis: Analysis,
  matcher: NameMatcher,
): boolean {
  if (to.circular === undefined && !to.via && !to.viaOnly) return true;
  const cycle = analysis.cycle(from, edge);
  if (to.circular !== undefined && to.circular !== (cycle !== undefined)) return false;
  if (!cycle) return true;
  return (
    (!to.via || viaHolds(to.via, (holds) => cycle.some(holds), groups, analysis, matcher)) &&
    (!to.viaOnly || viaHolds(to.viaOnly, (holds) => cycle.every(holds), groups, analysis, matcher))
  );
}

/** Checks each part of a condition on a cycle for some step of it, or for every one. */
function viaHolds(
  via: ViaCondition,
  quantified: (holds: (step: number) => boolean) => boolean,
  groups: readonly string[],
  { graph }: Analysis,
  matcher: NameMatcher,
): boolean {
  const { path, pathNot, dependencyTypes, dependencyTypesNot } = via;
  const named = (pattern: Pattern) => (step: number) => matcher.test(pattern, graph.target[step] as number, groups);
  const typed = (types: readonly DependencyType[]) => (step: number) =>
    intersects(types, (graph.dependencies[step] as ModuleDependency).dependencyTypes);
  // Where both are given, dependency-cruiser lets pathNot alone decide.
  if (pathNot ? !quantified(not(named(pathNot))) : path && !quantified(named(path))) return false;
  return (
    (!dependencyTypes || quantified(typed(dependencyTypes))) &&
    (!dependencyTypesNot || quantified(not(typed(dependencyTypesNot))))
  );
}

function not(holds: (step: number) => boolean): (step: number) => boolean {
  return (step) => !holds(step);
}

function intersects(some: readonly DependencyType[], others: readonly DependencyType[]): boolean {
  return some.some((type) => others.includes(type));
}
