import type { TaskOptions } from '#base';
import type {
  Capability,
  Check,
  MutationReport,
  PlainData,
  Program,
  RecordedRun,
  RecordedWorld,
  RunLimits,
  RunResult,
  SafetyReport,
  VerificationLevel,
  VerificationReport,
} from '#protocol';
import type { Coverage } from '../coverage/coverage.ts';
import type { Policy } from '../policy.ts';
import type { EffectTally } from './effectTally.ts';

/** What every check is given: the capability, and the means to try it. */
export interface Examination {
  readonly capability: Capability;
  readonly policy: Policy;
  readonly limits: RunLimits;
  readonly safety: SafetyReport;
  readonly types: VerificationReport['types'];
  /** What is wrong with a value by the input's or the output's schema, a sentence each. */
  readonly inputProblems: (value: PlainData) => readonly string[];
  readonly outputProblems: (value: PlainData) => readonly string[];
  /** Runs the capability in the sandbox, or another program in its place, under the capability's limits. */
  readonly run: (input: PlainData, options?: RunOptions) => Promise<RunResult>;
  /** Makes a program of a changed source. @throws where it does not compile */
  readonly prepare: (source: string) => Promise<Program>;
  /** The capability's own program. @throws ToolwrightError where none can be made */
  readonly program: () => Promise<Program>;
  /** The version that is in use, where there is one. */
  readonly inUse?: Capability | undefined;
  /** What was run so far; checks add to it. */
  readonly recorded: RecordedRun[];
  /** What all runs of the capability's own program did to the granted functions, recorded or not. */
  readonly effects: EffectTally;
  /** The same for the same content, so that a report can be made again. */
  readonly seed: number;
  readonly task: TaskOptions;
}

export interface RunOptions {
  readonly world?: RecordedWorld | undefined;
  readonly program?: Program;
  /** Runs with no permissions, whatever the manifest declares. */
  readonly bare?: boolean;
  /** In the place of the capability's own. */
  readonly limits?: RunLimits;
  /** What is left in memory is wanted. */
  readonly collect?: boolean;
}

/** What a check found. */
export type Finding = Pick<Check, 'status' | 'summary'> & {
  readonly details?: readonly string[];
  readonly mutation?: MutationReport;
  readonly coverage?: Coverage;
};

/** One thing to check, and from which level on. */
export interface CheckDefinition {
  readonly name: string;
  readonly level: VerificationLevel;
  readonly check: (examination: Examination) => Finding | Promise<Finding>;
}

export const passed = (summary: string, details: readonly string[] = []): Finding => ({
  status: 'passed',
  summary,
  details,
});
export const warned = (summary: string, details: readonly string[] = []): Finding => ({
  status: 'warned',
  summary,
  details,
});
export const failed = (summary: string, details: readonly string[] = []): Finding => ({
  status: 'failed',
  summary,
  details,
});
export const skipped = (summary: string): Finding => ({ status: 'skipped', summary });

/** `1 example`, `3 examples` */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `1 was`, `3 were` */
export function were(count: number): string {
  return `${count} ${count === 1 ? 'was' : 'were'}`;
}

/** A value in a sentence. */
export function shown(value: PlainData | undefined): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= 120 ? text : `${text.slice(0, 119)}…`;
}
