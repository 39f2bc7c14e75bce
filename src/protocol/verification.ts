import type { Severity } from '#base';
import type { Permissions } from './capability.ts';
import type { PlainData } from './plainData.ts';
import type { RunnerGuarantees, RunResult } from './run.ts';
import type { SafetyReport } from './safety.ts';

/** From the least to the most; each holds all that is below it. */
export const verificationLevels = ['BASIC', 'STANDARD', 'COMPREHENSIVE', 'PRODUCTION'] as const;
export type VerificationLevel = (typeof verificationLevels)[number];

/** One thing that was checked. */
export interface Check {
  /** `types`, `examples`, `determinism`, `mutation`, … */
  readonly name: string;
  readonly level: VerificationLevel;
  /** `warned` does not fail the level; it counts as risk. */
  readonly status: 'passed' | 'warned' | 'failed' | 'skipped';
  /** One sentence with the figures. */
  readonly summary: string;
  /** More of it, a line each. */
  readonly details: readonly string[];
  readonly milliseconds: number;
}

/** One run that a report shows. */
export interface RecordedRun {
  readonly name: string;
  readonly kind: 'example' | 'standard' | 'property';
  readonly input: PlainData;
  readonly expected?: { readonly output: PlainData } | { readonly error: string };
  readonly result: RunResult;
  readonly passed: boolean;
  /** Why it failed. */
  readonly reason?: string;
}

/** Mutants of the source, and whether the examples notice them. */
export interface MutationReport {
  /** Those that could be run; one that does not compile says nothing of the examples. */
  readonly mutants: number;
  readonly killed: number;
  readonly survivors: readonly { readonly line: number; readonly change: string }[];
}

/** One factor of the risk. */
export interface RiskFactor {
  readonly name: string;
  readonly weight: number;
  /** 0 (no risk) to 1. */
  readonly severity: number;
  /** `weight × severity`, scaled so that all weights together make 100; to a tenth. */
  readonly points: number;
  readonly reason: string;
}

export interface Risk {
  /** 0 to 100: the sum of the factors' points. */
  readonly score: number;
  readonly class: 'low' | 'medium' | 'high';
  readonly factors: readonly RiskFactor[];
}

/** What a factor can add to the risk at most, to a tenth: its weight, where all weights together make 100. */
export function mostPoints({ weight }: RiskFactor, { factors }: Risk): number {
  const all = factors.reduce((sum, factor) => sum + factor.weight, 0);
  return Math.round(all === 0 ? 1000 / factors.length : (1000 * weight) / all) / 10;
}

/** Globs and hosts by permission, each narrower than what a package asks for. */
export type NarrowerPermissions = Pick<Permissions, 'workspace:read' | 'workspace:write' | 'network'>;

export interface Decision {
  readonly verdict: 'approve' | 'approve-with-conditions' | 'reject';
  readonly reasons: readonly string[];
  /** What must hold before or while it is used; empty unless the verdict names some. */
  readonly conditions: readonly string[];
  /** A person must approve by name before it may run on real data. */
  readonly needsPerson: boolean;
  /** Why a person must, the end of a sentence; absent where nobody has to. */
  readonly person?: string;
  /** Percent of its users that its first stage may reach, above 0 and below 100; absent where it may reach all. */
  readonly firstStage?: number;
  /** What would be enough for all that its examples touched; absent where that is what it asks for. */
  readonly narrower?: NarrowerPermissions;
}

/** What a content's source says by itself, without being run. */
export type StaticAnalysis = Pick<VerificationReport, 'hash' | 'safety' | 'types'>;

/** What evidence rests on beside the content: where any of it is another one, it has to be gathered again. */
export interface EvidenceBasis {
  /** Hash of the policy, defaults included. */
  readonly policy: string;
  /** Version of the product, whose checks these are. */
  readonly product: string;
}

/** The evidence for one content of a capability. */
export interface VerificationReport {
  /** Grows when the form of reports changes. */
  readonly format: 1;
  readonly name: string;
  readonly version: string;
  /** Relative to the workspace folder; absent for one that lies in `.toolwright/capabilities`. */
  readonly folder?: string;
  readonly hash: string;
  /** Absent until the report is kept. */
  readonly basis?: EvidenceBasis;
  /** The level that was asked for, and the highest that was reached (nothing when BASIC failed). */
  readonly asked: VerificationLevel;
  readonly reached?: VerificationLevel;
  /** The version in use that PRODUCTION was to compare with; absent where none was in use, and where PRODUCTION was not come to. */
  readonly comparedWith?: { readonly version: string; readonly hash: string };
  /** ISO 8601. */
  readonly at: string;
  readonly milliseconds: number;
  /** Absent where nothing was run. */
  readonly sandbox?: RunnerGuarantees;
  readonly safety: SafetyReport;
  readonly types: readonly { readonly line: number; readonly message: string; readonly severity: Severity }[];
  readonly checks: readonly Check[];
  readonly runs: readonly RecordedRun[];
  readonly mutation?: MutationReport;
  readonly risk: Risk;
  readonly decision: Decision;
}
