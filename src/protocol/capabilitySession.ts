import type { Problem, TaskOptions } from '#base';
import type {
  BenchmarkFormat,
  BenchmarkOptions,
  BenchmarkReport,
  ComparisonOptions,
  ComparisonReport,
} from './benchmark.ts';
import type { Capability } from './capability.ts';
import type { CapabilityDraft } from './capabilityPackage.ts';
import type { KeptVersion } from './keptVersion.ts';
import type { PlainData } from './plainData.ts';
import type { CapabilityRequest, RecordedRequest, RequestOutcome } from './request.ts';
import type { RolloutSession } from './rollout.ts';
import type { RunnerGuarantees, RunnerName } from './run.ts';
import type { RecordedRun, StaticAnalysis, VerificationLevel, VerificationReport } from './verification.ts';

/** Where requests, decisions and evidence are kept, relative to the workspace folder. */
export const journalFile = '.toolwright/journal.db';

/** Where a team commits its policy, relative to the workspace folder. */
export const policyFileName = '.toolwright/policy.json';

/**
 * Whether a capability may run: `broken` (its package cannot be read), `unverified` (no evidence for its present
 * content, the policy and the sandbox of now), `rejected` (the evidence speaks against it), `waiting` (for a person's approval), `admitted`.
 */
export type Standing = 'broken' | 'unverified' | 'rejected' | 'waiting' | 'admitted';

/** A capability in lists. */
export interface CapabilityRow {
  readonly name: string;
  /** Relative to the workspace folder. */
  readonly folder: string;
  readonly standing: Standing;
  /** Why, in one sentence. */
  readonly reason: string;
  /** What is wrong with its package, or with the policy that it would be judged by. */
  readonly problems: readonly Problem[];
  /** Absent for a broken one. */
  readonly capability?: Capability;
  /** The evidence for its present content that the standing rests on; in lists without what only a page about it shows. */
  readonly report?: VerificationReport;
}

export const reportFormats = ['markdown', 'json', 'sarif'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** Who lets a capability run, and why. */
export interface Approval {
  readonly person: string;
  readonly reason: string;
}

/** A task that a capability asked for and a person has started. */
export interface TaskRun {
  readonly task: string;
  readonly person: string;
  /** Absent where it goes on, or ended without one. */
  readonly exitCode?: number;
}

/** The sandbox that serves, and those that could. */
export interface SandboxStatus {
  readonly guarantees: RunnerGuarantees;
  readonly runners: readonly { readonly name: RunnerName; readonly available: boolean; readonly reason?: string }[];
}

/** A process that waits for a debugger before it runs an example. */
export interface DebuggedExample {
  readonly id: number;
  /** Of V8's inspector, on 127.0.0.1. */
  readonly port: number;
}

/**
 * The one door to capabilities for editor, command line and agents: plain data in, plain data out. Methods that take a
 * name throw a ToolwrightError with code `no-such-capability` for one that is not there, and `broken-capability` for one
 * whose package cannot be read.
 */
export interface CapabilitySession extends RolloutSession {
  /**
   * Every folder below `.toolwright/capabilities`, by name. Of reports they carry the verdict, the findings, and of
   * examples whether they passed and why not, without values; {@link row} has all of one.
   */
  list(): Promise<readonly CapabilityRow[]>;
  /** Every version that is kept: of each capability the one in use first, then the latest ones. */
  versions(): Promise<readonly KeptVersion[]>;
  /**
   * What is wrong with what all capabilities share, whether there are any or not: the policy (`policy-invalid`),
   * templates of the workspace (`template-invalid`, `template-file-unreadable`), and journals that were damaged and set
   * aside, each with the path of what is left of it (`journal-damaged`).
   */
  problems(): Promise<readonly Problem[]>;
  /** One capability with its whole report; undefined where there is none of that name. */
  row(name: string): Promise<CapabilityRow | undefined>;
  /**
   * Writes a new capability, all of its files or none.
   * @throws ToolwrightError `capability-invalid`, `capability-exists`, `capability-not-written`; nothing is there then
   */
  create(draft: CapabilityDraft): Promise<CapabilityRow>;
  /** Routes a request, runs the admitted capability that it leads to, and journals what came of it. */
  ask(request: CapabilityRequest, options?: TaskOptions): Promise<RequestOutcome>;
  /** Runs an admitted capability by its name, and journals what came of it: for agents, which choose it themselves. */
  call(
    name: string,
    input: PlainData,
    by: Pick<CapabilityRequest, 'user' | 'origin'>,
    options?: TaskOptions,
  ): Promise<RequestOutcome>;
  /**
   * Gathers the evidence up to a level. Evidence that is there for the same content, policy, level, product version and
   * kind of sandbox is returned as it is, unless `fresh`; a rejection never is, because the machine may only have been busy.
   * `NAME@VERSION` is a version that is or was rolled out: its evidence loses its force with another policy or product.
   * @throws ToolwrightError `policy-invalid`
   */
  verify(
    name: string,
    options: TaskOptions & { readonly level: VerificationLevel; readonly fresh?: boolean },
  ): Promise<VerificationReport>;
  /**
   * Gathers the evidence for a capability that lies elsewhere, by the policy of this workspace. Nothing of it is kept, and
   * the capability is admitted nowhere by it; the row says what would be.
   * @param folder absolute
   * @throws ToolwrightError `not-a-capability` for a folder without a package.json, `policy-invalid`
   */
  verifyFolder(folder: string, options: TaskOptions & { readonly level: VerificationLevel }): Promise<CapabilityRow>;
  /** Analyses the present content without running it: nothing of it is kept, and nothing is admitted by it. */
  analyse(name: string): Promise<StaticAnalysis>;
  /** Runs one example in the sandbox, on its recorded world. */
  runExample(name: string, example: string, options?: TaskOptions): Promise<RecordedRun>;
  /**
   * Starts a process in which a debugger can follow one example, on its recorded world. It runs outside of the isolate,
   * behind Node's permission model; so only what BASIC found nothing forbidden in.
   *
   * @throws ToolwrightError `not-debuggable`, and `no-debuggee` where no Node.js fits
   */
  debugExample(name: string, example: string, options?: TaskOptions): Promise<DebuggedExample>;
  /** What came of it, with no deadline; when the signal says so, the process is ended. */
  debugged(id: number, options?: TaskOptions): Promise<RecordedRun>;
  /**
   * Measures how long calls of a capability take, with the inputs of its examples, in a sandbox of its own; one at a time. It is
   * admitted nowhere by that, and need not be.
   * @param name `NAME`, or `NAME@VERSION` for a version that is kept: its figures are the capability's, too
   * @throws ToolwrightError `no-such-capability`, `no-timed-examples`, `nothing-timed`
   */
  benchmark(name: string, options?: BenchmarkOptions & TaskOptions): Promise<BenchmarkReport>;
  /**
   * Calls several capabilities in turn and ranks them. The first is the one that the machine is checked with.
   * @param names two at least, each `NAME` or `NAME@VERSION`; the report says them as they are here
   * @throws ToolwrightError `no-such-capability`, `no-timed-examples`, `nothing-timed`
   */
  compare(names: readonly string[], options?: ComparisonOptions & TaskOptions): Promise<ComparisonReport>;
  /** What was measured, latest first; of one capability, or of all. */
  benchmarks(name?: string): Promise<readonly BenchmarkReport[]>;
  /** Benchmarks as one document; JSON is an array, unless it is one. */
  renderBenchmarks(reports: readonly BenchmarkReport[], format: BenchmarkFormat): Promise<string>;
  /** What was compared, latest first; those of which one capability is one, or all. */
  comparisons(name?: string): Promise<readonly ComparisonReport[]>;
  /** A comparison as a document. */
  renderComparison(report: ComparisonReport, format: BenchmarkFormat): Promise<string>;
  /** All reports of a capability, latest first; those under a name that it had before too, where a content ties them. */
  history(name: string): Promise<readonly VerificationReport[]>;
  /**
   * Reports as one document: for people, for programs (an array, unless it is one), for code scanning (SARIF 2.1.0).
   * @param broken capabilities whose packages cannot be read, and what is wrong with them: in JSON they are rows
   */
  render(
    reports: VerificationReport | readonly VerificationReport[],
    format: ReportFormat,
    broken?: readonly CapabilityRow[],
  ): Promise<string>;
  /** The policy in force, defaults included. @throws ToolwrightError `policy-invalid` for a file that cannot be used */
  policy(): Promise<PlainData>;
  /** Lets a capability that waits for a person run, as long as its risk is not found higher; journalled. @throws ToolwrightError `not-waiting` */
  approve(name: string, approval: Approval): Promise<CapabilityRow>;
  /** Keeps in the journal that a task was run for a capability, and how it ended. */
  recordTask(name: string, run: TaskRun): Promise<void>;
  /** The latest requests, latest first. */
  requests(limit?: number): Promise<readonly RecordedRequest[]>;
  /** Something below `.toolwright` changed on disk. */
  change(): Promise<void>;
  sandbox(): Promise<SandboxStatus>;
  dispose(): Promise<void>;
}
