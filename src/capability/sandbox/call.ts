import type { Permissions, PlainData, Program, RunLimits, RunnerGuarantees, RunResult } from '#protocol';
import type { Ports } from './ports/ports.ts';

/** One run: what is to run, on what, with which permissions and within which limits. */
export interface SandboxCall {
  readonly program: Program;
  /** Absent, the code gets undefined, and its default. What cannot be written as JSON ends the run as an `error`, what is beyond its limits as `input-too-large`; nothing runs then. */
  readonly input?: PlainData;
  /** What the code may ask for. What is not here does not exist for it. */
  readonly permissions: Permissions;
  /** What answers it. A permission without its port is refused when it is used. */
  readonly ports?: Ports;
  /** Values that make no sense are brought to ones that do, see `boundedLimits`. */
  readonly limits: RunLimits;
  /** Once it has answered, collects all that can be, and tells what is left, where the engine can. */
  readonly collect?: boolean;
}

/** The only place where generated code runs. */
export interface Sandbox {
  readonly guarantees: RunnerGuarantees;
  /**
   * Runs a program. Resolves in every case, once, with the value or with why there is none; rejects only for a closed
   * sandbox. The time limit counts from when a worker takes the call; cancelling ends the run at once.
   */
  run(call: SandboxCall, options?: { readonly signal?: AbortSignal | undefined }): Promise<RunResult>;
  /** Ends every worker and answers what is under way; resolves when no process and no thread is left. */
  dispose(): Promise<void>;
}
