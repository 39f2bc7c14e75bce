import type { TaskOptions } from '#base';
import type { CapabilityDraft } from './capabilityPackage.ts';
import type { ExpectedError, GapExample, SkippedExample, Stub } from './gap.ts';
import type { PlainData } from './plainData.ts';

/** A text, and what it should become. */
export interface TaughtExample {
  readonly input: string;
  readonly output: string;
}

/** What somebody teaches. */
export interface Lesson {
  /** What it is for, in words: the first line of the program's documentation. */
  readonly intent: string;
  readonly examples: readonly TaughtExample[];
  /** Other texts that the program is meant for: it is chosen so that it works on them, and asked about where it is unclear. */
  readonly inputs: readonly string[];
  /** Whether all of these texts are JSON, and what is taught is about the values that they mean. */
  readonly json?: boolean;
}

/** An input whose answer would tell most about what is meant. */
export interface TaughtQuestion {
  /** Index into the inputs of the lesson. */
  readonly at: number;
  readonly input: string;
  /** At least two, the likeliest first; null is "no answer". */
  readonly answers: readonly (string | null)[];
}

/** What was learned. */
export interface Learned {
  /** By which the session knows the program. */
  readonly program: number;
  /** TypeScript that exports `run({ text })`. */
  readonly source: string;
  /** How many of the different examples it satisfies; fewer than there are where the search ended before. */
  readonly satisfied: number;
  readonly examples: number;
  /** Plain words on what is doubtful about it. */
  readonly caveats: readonly string[];
  /** Absent where likely programs agree on all inputs. */
  readonly question?: TaughtQuestion;
}

/** How a program is kept. */
export interface KeptAs {
  readonly name: string;
  /** What it is asked for with: `write names as initials`; the slot `{text}` is what it works on, where it has one. */
  readonly intent: string;
  /** Whether the program is for single lines: the capability then changes each line of its text, and leaves others alone. */
  readonly eachLine: boolean;
  /** Results that somebody has seen and taken: with what was taught, they are its examples. */
  readonly accepted?: readonly TaughtExample[];
}

/** A function that is to be written, in its file. */
export interface StubLesson {
  /** Of the file, as it is now: the stub's offsets are of this text. */
  readonly text: string;
  readonly stub: Stub;
  /** What it is for, in words. */
  readonly intent: string;
  readonly examples: readonly Pick<GapExample, 'input' | 'output' | 'isUndefined'>[];
  readonly otherInputs: readonly (readonly PlainData[])[];
  /** Calls that its tests expect to fail. */
  readonly errors?: readonly ExpectedError[] | undefined;
  /** Assertions of its tests that nothing could be learned from. */
  readonly skipped?: readonly SkippedExample[];
}

/** A file with a function written. */
export interface FilledStub {
  readonly text: string;
  /** Of its examples, how many it satisfies. */
  readonly satisfied: number;
  readonly examples: number;
  /** Indexes of the examples about which it is wrong. */
  readonly wrong: readonly number[];
  readonly caveats: readonly string[];
  /**
   * Why it is not to be taken although it fits: it only repeats the examples, or does not fit the types of its file. In a
   * sentence, for a person to decide.
   */
  readonly against?: string;
  /** Its program alone: TypeScript that exports `run(input)`. Absent where it is no more than what its one test expects. */
  readonly source?: string;
}

/**
 * The door to synthesis for editor and command line. Programs are run by an evaluator of their small language, in the
 * thread of the session; the TypeScript that they are printed as is run by nobody but the sandbox.
 */
export interface SynthesisSession {
  /** Starts what takes its time to start, before it is needed. */
  ready(): Promise<void>;
  /**
   * Searches for the program that is most likely meant; undefined where there is none within the budget.
   * @throws ToolwrightError `no-examples`, `too-many-examples`, `contradictory-examples`, `not-json`
   */
  learn(lesson: Lesson, options?: TaskOptions): Promise<Learned | undefined>;
  /**
   * What a program gives for texts, null where it has no answer; JSON for JSON, if it was taught that.
   * @throws ToolwrightError `program-forgotten` for one that is not among the latest
   */
  apply(program: number, inputs: readonly string[], options?: TaskOptions): Promise<readonly (string | null)[]>;
  /** The package of a capability that does what the program does, with what it was taught for examples. Nothing is written. */
  draft(program: number, as: KeptAs): Promise<CapabilityDraft>;
  /**
   * Writes the body of a stub, as its examples say; undefined where there is no program within the budget. Nothing is run
   * but the program's own small language.
   * @throws ToolwrightError `stub-not-supported`, and as {@link learn}
   */
  fill(lesson: StubLesson, options?: TaskOptions): Promise<FilledStub | undefined>;
  dispose(): Promise<void>;
}
