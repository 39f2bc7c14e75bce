import type { IOptions } from 'dependency-cruiser';
import { isRecord } from '#base';
import type { RuleSet } from '../rules/config/ruleSet.ts';

/** The options of a rule set as a cruise result tells them; reporters read how they should draw from there. */
export function optionsUsed({ options, reporterOptions }: RuleSet): IOptions {
  return {
    args: '.',
    metrics: true,
    moduleSystems: [...options.moduleSystems],
    combinedDependencies: options.combinedDependencies,
    tsPreCompilationDeps: options.preCompilation === 'marked' ? 'specify' : options.preCompilation === 'kept',
    ...(options.exclude ? { exclude: { path: options.exclude.source } } : {}),
    ...(options.includeOnly ? { includeOnly: options.includeOnly.source } : {}),
    ...(options.doNotFollow ? { doNotFollow: { path: options.doNotFollow.source } } : {}),
    ...(isRecord(reporterOptions) ? { reporterOptions: joinCollapsePatterns(reporterOptions) } : {}),
  };
}

/** Reporters take one pattern; configurations may give a list. */
function joinCollapsePatterns(reporterOptions: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(reporterOptions).map(([reporter, settings]) =>
      isRecord(settings) && Array.isArray(settings.collapsePattern)
        ? [reporter, { ...settings, collapsePattern: settings.collapsePattern.join('|') }]
        : [reporter, settings],
    ),
  );
}
