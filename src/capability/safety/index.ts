import { pagesOf } from './rulePage.ts';
import { safetyRules } from './rules/index.ts';

export { type AnalyseOptions, analyse } from './analyse.ts';
export { guardErrors } from './prepare/guardErrors.ts';
export { type PrepareOptions, prepare } from './prepare/prepare.ts';
export { sandboxNames } from './sandboxTypes.ts';
export { scoreOf } from './score.ts';
export { type SourceTools, sourceTools } from './sourceTools.ts';
export { safetyRules };

/** The documentation of every rule, by its file in docs/safety. */
export function safetyRulePages(): ReadonlyMap<string, string> {
  return pagesOf(safetyRules);
}
