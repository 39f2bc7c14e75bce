import type { JsonSchema, Permissions, Program, RunLimits, SafetyReport, VerificationReport } from '#protocol';
import { analyse } from './analyse.ts';
import { prepare } from './prepare/prepare.ts';
import { typeProblems } from './types.ts';

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

/** In this thread. */
export const sourceTools: SourceTools = {
  analyse: (source, options) => analyse(source, options),
  types: async (source) => typeProblems(source),
  prepare: (source, options) => prepare(source, options),
};
