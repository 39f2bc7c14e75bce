import type { TaskOptions } from '#base';
import type { CapabilityDraft } from './capabilityPackage.ts';
import type { CapabilityRow, Standing } from './capabilitySession.ts';
import type { Gap, GapExample, Stub } from './gap.ts';
import type { ModelUsage } from './languageModel.ts';
import type { PlainData } from './plainData.ts';
import type { VerificationReport } from './verification.ts';

/** Where a candidate can fail, in the order in which it comes to them; `answer`: a language model's answer held no program. */
export type GenerationGate = 'answer' | 'types' | 'safety' | 'examples' | 'verification';

/** One program that was tried, or an answer that should have been one. */
export interface GenerationAttempt {
  readonly generator: string;
  /** 1-based, among those of its generator. */
  readonly nth: number;
  /** What it was made from: a template's name, names of other capabilities, a model's name. */
  readonly madeFrom?: string;
  /** Absent for the one that was accepted. */
  readonly rejected?: { readonly gate: GenerationGate; readonly reasons: readonly string[] };
  readonly milliseconds: number;
}

/** A generator that could not help, and why. */
export interface GeneratorFailure {
  readonly generator: string;
  readonly message: string;
  readonly hint?: string;
}

/** An input whose output would tell most about what is meant. */
export interface GenerationQuestion {
  /** A value for each parameter of the gap. */
  readonly input: readonly PlainData[];
  /** At least two, the likeliest first; `null` is "no answer". */
  readonly answers: readonly PlainData[];
}

/** A capability that was generated, and the evidence for it. Nothing of it is on the disk. */
export interface GeneratedCapability {
  /** By which the session knows it. */
  readonly id: number;
  readonly draft: CapabilityDraft;
  readonly report: VerificationReport;
  /** What it would be, were it kept: `admitted`, `waiting` for a person; `rejected` where it is only the best that was found. */
  readonly standing: Exclude<Standing, 'broken'>;
  /** Why, in one sentence. */
  readonly reason: string;
  readonly generator: string;
  /** Of the gap's examples, how many it satisfies. */
  readonly satisfied: number;
  readonly examples: number;
  /** Plain words on what is doubtful about it. */
  readonly caveats: readonly string[];
  /** Absent where likely programs agree on all that is known to be at hand. */
  readonly question?: GenerationQuestion;
}

/** How the search ended: with a capability that may run, with nothing left to try, or with its time or attempts used up. */
export type GenerationEnd = 'found' | 'exhausted' | 'budget';

export interface Generation {
  /** Id of the gap. */
  readonly gap: string;
  readonly ended: GenerationEnd;
  /** What was accepted, or else the best of what was found; absent where nothing was. */
  readonly best?: GeneratedCapability;
  /** In the order in which they were made. */
  readonly attempts: readonly GenerationAttempt[];
  readonly failures: readonly GeneratorFailure[];
  /** What asking a language model has come to; absent where none has answered. */
  readonly usage?: ModelUsage;
  readonly milliseconds: number;
}

export interface GenerationOptions extends TaskOptions {
  /** What it is to be called; made from the gap's words by default. */
  readonly name?: string;
  /** Beside those of the gap; an input has a value for each of its parameters. */
  readonly examples?: readonly Pick<GapExample, 'input' | 'output'>[];
  /** Whether a language model may be asked where nothing else helps. */
  readonly languageModel?: boolean;
  readonly modelLimits?: ModelLimits;
}

/** How much a language model may be asked for one gap; what is left out has a default. */
export interface ModelLimits {
  /** Programs that it may give, the first included. */
  readonly rounds?: number;
  /** Tokens of all questions and answers together. */
  readonly tokens?: number;
}

/** How a generated capability is kept. */
export interface KeptGeneration {
  /** Another name than that of the draft. */
  readonly name?: string;
  /** Who wants it. */
  readonly person: string;
}

/**
 * The door to generation for editor and command line: from a gap to a capability with the evidence that it may run.
 * Nothing is written before it is kept.
 */
export interface GenerationSession {
  /** Starts what takes its time to start, before it is needed. */
  ready(): Promise<void>;
  /**
   * Tries programs of all generators, the cheapest first, until one passes all gates. The same gap in the same workspace
   * gives the same capability, as far as the machine is fast enough and no language model is asked.
   * The gap of a stub gives a program for its body: {@link fill} writes it.
   * @throws ToolwrightError `already-served`, `requests-taken`, `contradictory-examples`, `uneven-examples`,
   * `examples-change-nothing`, `policy-invalid`, `stub-not-supported`
   */
  generate(gap: Gap, options?: GenerationOptions): Promise<Generation>;
  /**
   * Writes a capability that was generated, keeps its evidence, and journals that its gap is closed.
   * @throws ToolwrightError `generation-forgotten` for one that is not among the latest, `capability-exists`,
   * `capability-not-written`
   */
  keep(id: number, as: KeptGeneration): Promise<CapabilityRow>;
  /**
   * The text of a file with what was generated for the gap of a stub as the body of it.
   * @param text of the file, which the stub's offsets are of
   * @throws ToolwrightError `generation-forgotten`
   */
  fill(id: number, text: string, stub: Stub): Promise<string>;
  /**
   * What speaks against a program that was learned for the gap of a stub, in sentences; none where it is well typed and
   * safe, all examples pass in the sandbox, and so do boundary values. Nothing is remembered of it.
   * @param source TypeScript that exports `run(input)`
   * @throws ToolwrightError `policy-invalid`
   */
  objections(gap: Gap, source: string, options?: TaskOptions): Promise<readonly string[]>;
  dispose(): Promise<void>;
}
