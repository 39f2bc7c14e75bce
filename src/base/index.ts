export { pause, throwIfCancelled } from './cancellation.ts';
export { CancelledError, messageOf, ToolwrightError } from './errors.ts';
export { type Logger, silentLogger } from './logger.ts';
export { folderOf, nameOf, parentOf } from './paths.ts';
export type { Outcome, Problem, Severity } from './problems.ts';
export type { Progress, ReportProgress, TaskOptions } from './progress.ts';
export { isRecord } from './records.ts';
