import type { ICruiseResult, IFolder, IModule } from 'dependency-cruiser';
import { edgesOf } from '../rules/analysis/moduleGraph.ts';
import type { RuleSet, RuleSeverity } from '../rules/config/ruleSet.ts';
import { stepsOf } from '../rules/evaluate/dependencyFindings.ts';
import type { Evaluation } from '../rules/evaluate/evaluateRules.ts';
import { type RuleViolation, toKnownViolation } from '../rules/evaluate/violation.ts';
import type { ModuleDependency } from '../rules/modules/module.ts';
import { optionsUsed } from './optionsUsed.ts';

/**
 * The graph and what a rule set says of it, as a result of dependency-cruiser that is valid by its schema. Reporters read
 * the verdicts on modules, dependencies and folders; the list of violations they work out anew.
 * @param known identities of violations that count as ignored, as dependency-cruiser has it with `--ignore-known`
 */
export function cruiseResultOf(
  evaluation: Evaluation,
  rules: RuleSet,
  known: ReadonlySet<string> = new Set(),
): ICruiseResult {
  const { modules, dependencies } = evaluation.analysis.graph;
  const severityOf = ({ id, rule }: RuleViolation): SeverityOrIgnored => (known.has(id) ? 'ignore' : rule.severity);
  const count = (severity: SeverityOrIgnored) =>
    evaluation.violations.filter((violation) => severityOf(violation) === severity).length;
  const reaches = reachesByModule(evaluation.violations, known);
  const summary = {
    violations: evaluation.violations.map((violation) => ({
      ...toKnownViolation(violation),
      rule: { name: violation.rule.name, severity: severityOf(violation) },
    })),
    error: count('error'),
    warn: count('warn'),
    info: count('info'),
    ignore: count('ignore'),
    totalCruised: modules.length,
    totalDependenciesCruised: dependencies.length,
    optionsUsed: optionsUsed(rules),
    ruleSetUsed: rules.used,
  };
  // The declared types ask for more than the schema (`protocol` and `mimeType` of every dependency, `environment`).
  return {
    modules: modules.map((_, node) => moduleOf(node, evaluation, reaches, severityOf)),
    folders: foldersOf(evaluation, severityOf),
    summary,
  } as unknown as ICruiseResult;
}

type SeverityOrIgnored = RuleSeverity | 'ignore';
type SeverityOf = (violation: RuleViolation) => SeverityOrIgnored;

function moduleOf(
  node: number,
  { analysis, ofModules, ofDependencies }: Evaluation,
  reachesBy: ReadonlyMap<string, readonly object[]>,
  severityOf: SeverityOf,
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
      ...verdict(ofDependencies.get(edge), severityOf),
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
    ...verdict(ofModules.get(node), severityOf),
  } as IModule;
}

/**
 * What modules reach that they must not; reporters take the ways from there. A module has one verdict for all that it
 * reaches: where some of it is new, what is known is left out.
 */
function reachesByModule(
  violations: readonly RuleViolation[],
  known: ReadonlySet<string>,
): ReadonlyMap<string, readonly object[]> {
  const ofRule = ({ from, rule }: RuleViolation) => `${rule.name}\n${from}`;
  const found = violations.filter(({ type }) => type === 'reachability');
  const renewed = new Set(found.filter(({ id }) => !known.has(id)).map(ofRule));
  const reachabilities = found.filter((violation) => !known.has(violation.id) || !renewed.has(ofRule(violation)));
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

function foldersOf({ analysis: { folders: graph }, ofFolders }: Evaluation, severityOf: SeverityOf): IFolder[] {
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
          ...verdict(ofFolders.get(first + place), severityOf),
        };
      }),
      ...(instability === undefined ? {} : { afferentCouplings, efferentCouplings, instability }),
    } as IFolder;
  });
}

/** From the gravest on. */
const gravity: readonly SeverityOrIgnored[] = ['error', 'warn', 'info', 'ignore'];

/** The violated rules, each with the gravest severity that a violation of it has, gravest first. */
function verdict(violations: readonly RuleViolation[] | undefined, severityOf: SeverityOf) {
  if (!violations) return { valid: true };
  const byRule = [...Map.groupBy(violations, ({ rule }) => rule)].map(([{ name }, all]) => {
    const severities = new Set(all.map(severityOf));
    return { name, severity: gravity.find((severity) => severities.has(severity)) as SeverityOrIgnored };
  });
  return { valid: false, rules: byRule.sort((a, b) => gravity.indexOf(a.severity) - gravity.indexOf(b.severity)) };
}
