import type { ICruiseResult, IFolder, IModule } from 'dependency-cruiser';
import { edgesOf } from '../rules/analysis/moduleGraph.ts';
import type { RuleHead, RuleSet } from '../rules/config/ruleSet.ts';
import { stepsOf } from '../rules/evaluate/dependencyFindings.ts';
import type { Evaluation } from '../rules/evaluate/evaluateRules.ts';
import { type RuleViolation, toKnownViolation } from '../rules/evaluate/violation.ts';
import type { ModuleDependency } from '../rules/modules/module.ts';
import { optionsUsed } from './optionsUsed.ts';

/** The graph and what a rule set says of it, as a result of dependency-cruiser that is valid by its schema. */
export function cruiseResultOf(evaluation: Evaluation, rules: RuleSet): ICruiseResult {
  const { modules, dependencies } = evaluation.analysis.graph;
  const count = (severity: string) => evaluation.violations.filter(({ rule }) => rule.severity === severity).length;
  const reaches = reachesByModule(evaluation.violations);
  const summary = {
    violations: evaluation.violations.map(toKnownViolation),
    error: count('error'),
    warn: count('warn'),
    info: count('info'),
    ignore: 0,
    totalCruised: modules.length,
    totalDependenciesCruised: dependencies.length,
    optionsUsed: optionsUsed(rules),
    ruleSetUsed: rules.used,
  };
  // The declared types ask for more than the schema (`protocol` and `mimeType` of every dependency, `environment`).
  return {
    modules: modules.map((_, node) => moduleOf(node, evaluation, reaches)),
    folders: foldersOf(evaluation),
    summary,
  } as unknown as ICruiseResult;
}

function moduleOf(
  node: number,
  { analysis, ofModules, ofDependencies }: Evaluation,
  reachesBy: ReadonlyMap<string, readonly object[]>,
): IModule {
  const { graph } = analysis;
  const [first, end] = edgesOf(graph, node);
  const dependencies: object[] = [];
  for (let edge = first; edge < end; edge++) {
    const { line: _, ...dependency } = graph.dependencies[edge] as ModuleDependency;
    const cycle = analysis.cycle(node, edge);
    dependencies.push({
      ...dependency,
      circular: cycle !== undefined,
      ...(cycle ? { cycle: stepsOf(cycle, analysis) } : {}),
      instability: analysis.instability(graph.target[edge] as number) ?? 0,
      ...verdict(ofDependencies.get(edge)),
    });
  }
  const instability = analysis.instability(node);
  const reaches = reachesBy.get(graph.names[node] as string);
  return {
    ...graph.modules[node],
    dependencies,
    dependents: (analysis.dependents[node] ?? []).map((dependent) => graph.names[dependent]),
    orphan: analysis.isOrphan(node),
    ...(instability === undefined ? {} : { instability }),
    ...(reaches ? { reaches } : {}),
    ...verdict(ofModules.get(node)),
  } as IModule;
}

/** What modules reach that they must not; reporters take the ways from there. */
function reachesByModule(violations: readonly RuleViolation[]): ReadonlyMap<string, readonly object[]> {
  const reachabilities = violations.filter(({ type }) => type === 'reachability');
  return new Map(
    [...Map.groupBy(reachabilities, ({ from }) => from)].map(([from, all]) => [
      from,
      [...Map.groupBy(all, ({ rule }) => rule.name)].map(([asDefinedInRule, reached]) => ({
        asDefinedInRule,
        modules: reached.map(({ to, via = [] }) => ({ source: to, via })),
      })),
    ]),
  );
}

function foldersOf({ analysis: { folders: graph }, ofFolders }: Evaluation): IFolder[] {
  return graph.folders.map((folder, node) => {
    const { name, moduleCount, afferentCouplings, efferentCouplings, instability } = folder;
    const [first] = edgesOf(graph, node);
    return {
      name,
      moduleCount,
      dependents: folder.dependents.map((dependent) => ({ name: dependent })),
      dependencies: folder.dependencies.map((dependency, place) => {
        const cycle = graph.cycles.cycle(node, first + place);
        return {
          name: dependency,
          instability: graph.folders[graph.target[first + place] as number]?.instability ?? 0,
          circular: cycle !== undefined,
          ...(cycle
            ? { cycle: cycle.map((step) => ({ name: graph.names[graph.target[step] as number], dependencyTypes: [] })) }
            : {}),
          ...verdict(ofFolders.get(first + place)),
        };
      }),
      ...(instability === undefined ? {} : { afferentCouplings, efferentCouplings, instability }),
    } as IFolder;
  });
}

const gravity = ['error', 'warn', 'info'];

function verdict(rules: readonly RuleHead[] | undefined) {
  if (!rules) return { valid: true };
  const sorted = rules.toSorted((a, b) => gravity.indexOf(a.severity) - gravity.indexOf(b.severity));
  return { valid: false, rules: sorted.map(({ name, severity }) => ({ name, severity })) };
}
