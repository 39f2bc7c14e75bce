export { type AnalyseOptions, analyse } from './analyse.ts';
export { type PrepareOptions, prepare } from './prepare/prepare.ts';
export { guardErrors } from './prepare/wrapper.ts';
export { safetyRules } from './rules/index.ts';
export { scoreOf } from './score.ts';
