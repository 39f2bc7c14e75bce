import type { JsonSchema, Permissions, Program, RunLimits, SafetyReport, VerificationReport } from '#protocol';
import type { AnalyseOptions } from './analyse.ts';
import type { PrepareOptions } from './prepare/prepare.ts';

/**
 * What is done to a source without running it. A source can be made so that reading it takes for ever, so whoever
 * does not trust it gives tools that work in another thread, with a deadline.
 */
export interface SourceTools {
  analyse(source: string, options: { permissions: Permissions; input: JsonSchema }): Promise<SafetyReport>;
  types(source: string): Promise<VerificationReport['types']>;
  /** @throws ToolwrightError where no program can be made of it */
  prepare(source: string, options: { input: JsonSchema; output: JsonSchema; limits: RunLimits }): Promise<Program>;
}

// The compiler is loaded with the first source: most threads that could read one never do.

/** Looks for what may do harm, without running anything. */
export async function analyse(source: string, options: AnalyseOptions): Promise<SafetyReport> {
  return (await import('./analyse.ts')).analyse(source, options);
}

/** Makes a source into what a sandbox runs. @throws ToolwrightError where no program can be made of it */
export async function prepare(source: string, options: PrepareOptions): Promise<Program> {
  return (await import('./prepare/prepare.ts')).prepare(source, options);
}

/** In this thread. */
export const sourceTools: SourceTools = {
  analyse,
  types: async (source) => (await import('./types.ts')).typeProblems(source),
  prepare,
};
