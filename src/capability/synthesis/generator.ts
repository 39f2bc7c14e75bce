import type {
  CapabilityManifest,
  Example,
  GenerationGate,
  GenerationQuestion,
  PlainData,
  RequestStructure,
} from '#protocol';
import type { ErrorKind, Value } from './byExample/language/expression.ts';

/** One known call of the missing capability: a value for each parameter, and what came of it; `null` is "no answer". */
export interface SynthesisExample {
  readonly input: readonly Value[];
  readonly output: Value;
}

/** One known call that has to end with an error. */
export interface ExpectedFailure {
  readonly input: readonly Value[];
  /** What its message has to hold; absent where any will do. */
  readonly message?: string;
  /** Absent where any will do. */
  readonly kind?: ErrorKind;
  /** Whether it is enough that the program has no answer. */
  readonly unanswered?: boolean;
}

/** What a function says about itself. */
export interface DeclaredFunction {
  readonly name: string;
  /** The types of its parameters, as they are written; undefined where none is. */
  readonly types: readonly (string | undefined)[];
  /** The type of its result. */
  readonly returns?: string;
  readonly async: boolean;
  /** The text of its documentation. */
  readonly documentation?: string;
}

/** What is missing, as far as it is known. */
export interface SynthesisGap {
  /** What was asked for, in words; it names the generated function's documentation, and some generators read it. */
  readonly intent: string;
  /** What the words of the request say that it wants. */
  readonly structure?: RequestStructure;
  /** Names of the parameters, in the order of the examples' inputs; `text`, or `first`, `second`, … where unknown. */
  readonly parameters?: readonly string[];
  readonly examples: readonly SynthesisExample[];
  /** Known calls that have to end with an error. */
  readonly failures?: readonly ExpectedFailure[];
  /** The function of the workspace that is to be written, where it is one: as it is declared. */
  readonly declared?: DeclaredFunction;
  /** Further inputs of the user whose outputs are not known: programs that fail on them are less likely meant. */
  readonly otherInputs?: readonly (readonly Value[])[];
}

/** Where a search stops. */
export interface SynthesisBudget {
  /** Units of work, the same on every machine: what makes the result reproducible. */
  readonly steps: number;
  /** A safety net on slow machines: `performance.now()` at which the search stops; results may then differ. */
  readonly deadline?: number;
  readonly signal?: AbortSignal;
}

/** What a capability is besides its program. What a generator leaves out is made from the gap and its examples. */
export type CandidateManifest = Partial<
  Pick<CapabilityManifest, 'title' | 'intents' | 'input' | 'output' | 'permissions' | 'limits'>
> & {
  /** Cases beyond those of the gap, with the worlds that they need. */
  readonly examples?: readonly Example[];
  /** What it was made from: a template's name, the names of other capabilities, a model's name. */
  readonly madeFrom?: string;
};

/** A program that a generator proposes. Nothing has been verified yet. */
export interface Candidate {
  /** TypeScript that exports `run(input, context)`; the input is an object with the gap's parameters as properties. */
  readonly source: string;
  readonly generator: string;
  readonly manifest?: CandidateManifest;
  /** Description length: smaller is more likely what was meant. Comparable within one generator only. */
  readonly cost: number;
  /** How many of the examples it satisfies: all of them, unless the search ended before. */
  readonly satisfied: number;
  /** How many of its cases rest on a single example each. */
  readonly lone?: number;
  /** Whether it says about as much as the outputs that it explains: what others have found is likelier meant. */
  readonly farFetched?: boolean;
  /** Plain words on what is doubtful about it. */
  readonly caveats: readonly string[];
  /** An input whose output would tell whether it is meant. */
  readonly question?: GenerationQuestion;
  /** Why it cannot be tried at all, where its maker knows: it is told as an attempt, and goes through no gate. */
  readonly refused?: Rejection;
}

/** One input on which a candidate is wrong. */
export interface Counterexample {
  readonly input: PlainData;
  /** Absent where any output that fits the schema would do. */
  readonly expected?: PlainData;
  /** What came out, or the message of the error that it ended with. */
  readonly actual?: PlainData;
  readonly error?: string;
}

/** Why a candidate was not taken: what its generator can learn from. */
export interface Rejection {
  readonly gate: GenerationGate;
  /** One sentence each, without repetition. */
  readonly reasons: readonly string[];
  readonly counterexamples: readonly Counterexample[];
}

/**
 * Proposes programs for a gap, as they are found; each is better than those before it, or an alternative to them. What a
 * generator needs besides the gap (templates, other capabilities, a model) it is made with.
 */
export interface Generator<Found extends Candidate = Candidate> {
  readonly name: string;
  /**
   * Who asks for the next candidate may say why the last one was rejected: `next(rejection)`.
   * @throws CancelledError when the budget's signal says so
   */
  generate(
    gap: SynthesisGap,
    budget: SynthesisBudget,
  ): Iterable<Found> | AsyncGenerator<Found, void, Rejection | undefined>;
}
