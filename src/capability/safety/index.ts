import type { Rule } from './rule.ts';
import { pagesOf } from './rulePage.ts';

export type { AnalyseOptions } from './analyse.ts';
export { guardErrors } from './prepare/guardErrors.ts';
export type { PrepareOptions } from './prepare/prepare.ts';
export { sandboxNames } from './sandboxTypes.ts';
export { scoreOf } from './score.ts';
export { analyse, prepare, type SourceTools, sourceTools } from './sourceTools.ts';

/** All that is looked for. The compiler is loaded with it. */
export async function safetyRules(): Promise<readonly Rule[]> {
  return (await import('./rules/index.ts')).safetyRules;
}

/** The documentation of every rule, by its file in docs/safety. */
export async function safetyRulePages(): Promise<ReadonlyMap<string, string>> {
  return pagesOf(await safetyRules());
}
