import type { Outcome, TaskOptions } from '#base';
import type { PlainData } from './plainData.ts';
import type { FailureKind, RequestOrigin } from './request.ts';

/** A stretch of a file's text. */
export interface SourcePlace {
  /** Relative to the workspace folder, with `/`. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 units. */
  readonly column: number;
  /** Offsets into the text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/**
 * Something that a function's body can use by its name: a parameter, a part of one that it takes apart, or a field that
 * keeps what its object was made with.
 */
export interface StubParameter {
  /** As it is written where its parts cannot be followed: `{ max, ...more }`. */
  readonly name: string;
  /** As it is written; absent where none is. */
  readonly type?: string;
  readonly optional: boolean;
  /** Offsets of its type, or of the place for one; absent where none can stand, as in JavaScript. */
  readonly typeAt?: { readonly start: number; readonly end: number };
  /** Its tests hand it over, and the function does not declare it yet. */
  readonly undeclared?: true;
  /** Where its value comes from; absent for the argument at its own place. */
  readonly from?: ParameterSource;
}

/** Where a value comes from when a function is called. */
export interface ParameterSource {
  /** An argument, the list of all arguments from there on, or an argument that its object was made with. */
  readonly of: 'argument' | 'rest' | 'made';
  /** Which one, from 0. */
  readonly nth: number;
  /** The way into it. */
  readonly at: readonly (string | number)[];
  /** What it is where nothing is handed over. */
  readonly usual?: PlainData;
  /** The field of the object that keeps it, a private one with its `#`. */
  readonly field?: string;
}

/**
 * Why a function is to be written: it throws that it is not, has a result and no body, has a TODO for a body; or it is
 * written, and tests find it wrong.
 */
export type StubKind = 'throws' | 'empty' | 'todo' | 'wrong';

/** A function that is declared and not written yet, or to be written anew. */
export interface Stub {
  /** In its file; a method's is that of its class or object and its own: `Slugger.slug`. */
  readonly name: string;
  /**
   * The names under which its file exports it, `default` among them, or its class or object (`Slugger.slug`); none for one
   * that only its file knows.
   */
  readonly exportedAs: readonly string[];
  readonly kind: StubKind;
  readonly async: boolean;
  /** Where `async` has to stand so that its body can answer as its type promises; absent where nothing is to be added. */
  readonly asyncAt?: number;
  readonly parameters: readonly StubParameter[];
  /** Where a first parameter belongs, for a function that declares none. */
  readonly parametersAt?: number;
  /** The type of the result, as it is written. */
  readonly returns?: string;
  /** The text of its JSDoc comment, without tags. */
  readonly documentation?: string;
  /** Of the name. */
  readonly place: SourcePlace;
  /** Offsets of the body, with its braces. */
  readonly body: { readonly start: number; readonly end: number };
}

/** A known call of what is missing, and what has to come of it. */
export interface GapExample {
  readonly input: readonly PlainData[];
  /** `null` also stands for `undefined`: "no answer". */
  readonly output: PlainData;
  /** The `null` stands for `undefined`. */
  readonly isUndefined?: true;
  /** Where somebody wrote it down. */
  readonly place: SourcePlace;
  /** The titles of the test that it is in, from the outermost. */
  readonly test?: string;
}

/** A known call of what is missing that has to end with an error. */
export interface ExpectedError extends Omit<GapExample, 'output' | 'isUndefined'> {
  /** What its message has to hold; absent where any will do. */
  readonly message?: string;
  /** The name of its class; absent where any will do. */
  readonly kind?: string;
  /** More is expected of it than could be read. */
  readonly unread?: true;
}

/** Something that looks like an example, and why it can't be taken as one. */
export interface SkippedExample {
  readonly place: SourcePlace;
  readonly reason: string;
}

/** What a request says it wants, as far as its words tell. Words are folded and shortened to their stems. */
export interface RequestStructure {
  readonly action?: string;
  readonly object?: string;
  /** The format of what is there, and of what is wanted: `csv`, `json`. */
  readonly from?: string;
  readonly to?: string;
  /** What it is about: `selection`, `file`, `workspace`. */
  readonly scope?: string;
}

/** A function of a file, by the name that it is exported under or is to be. */
export interface GapFunction {
  /** Relative to the workspace folder, with `/`; the file may not exist yet. */
  readonly path: string;
  readonly name: string;
  /** The first call of it, outside of tests where there is one. */
  readonly use?: SourcePlace;
  /** How many arguments all calls of it have; absent where they have as many as there are parameters. */
  readonly required?: number;
  /** Whether it is a method that is called on its class, and not on an object of it. */
  readonly onClass?: boolean;
}

/** A function that is called and does not exist. */
export interface MissingCall {
  /** A method's is that of its class or object and its own. */
  readonly name: string;
  /** How many arguments the call has. */
  readonly count: number;
}

/** Text that is to be put into a file. */
export interface StubText {
  /** Offset into the text of the file. */
  readonly at: number;
  readonly text: string;
}

/** A test that failed when it was run the last time. */
export interface GapFailure {
  /** Of the test, relative to the workspace folder. */
  readonly path: string;
  /** Its titles, from the outermost. */
  readonly test: string;
  /** What it failed with: the first line. */
  readonly message?: string;
}

/** A request that was not served. */
export interface GapRequest {
  readonly id: number;
  /** ISO 8601. */
  readonly at: string;
  readonly text: string;
  readonly user: string;
  readonly origin: RequestOrigin;
  readonly outcome: FailureKind;
  readonly reason?: string;
  /** It was answered, and somebody said that the answer was wrong. */
  readonly disliked?: true;
}

/**
 * One missing capability: similar failures, or a function that is not written yet, does not exist or is wrong. Its intent,
 * parameters and examples are what a generator needs.
 */
export interface Gap {
  /** The same for as long as the gap is there, whatever is added to it. */
  readonly id: string;
  readonly source: 'stub' | 'missing' | 'tests' | 'requests';
  /** What is wanted, in words. */
  readonly intent: string;
  /** Of its failures the most frequent kind; a function that is not written has no handler. */
  readonly kind: FailureKind;
  readonly structure: RequestStructure;
  readonly parameters: readonly string[];
  /** Without repetitions. */
  readonly examples: readonly GapExample[];
  /** Pairs of indexes of examples with the same input and different outputs. */
  readonly contradictions: readonly (readonly [number, number])[];
  readonly skipped: readonly SkippedExample[];
  /** Calls that have to fail; absent where none is known. */
  readonly errors?: readonly ExpectedError[];
  /** Inputs of requests, whose outputs nobody knows. */
  readonly otherInputs: readonly (readonly PlainData[])[];
  /** Earliest first. */
  readonly requests: readonly GapRequest[];
  readonly stub?: Stub;
  /** A function that is called and does not exist, or that tests find wrong. */
  readonly function?: GapFunction;
  /** Tests that fail because of it, by the files of results. */
  readonly failures?: readonly GapFailure[];
  /** The capability that was tried and failed. */
  readonly tried?: string;
  /** Capabilities that do something near to it, best first. */
  readonly near: readonly {
    readonly name: string;
    readonly confidence: number;
    /** Words of the intent that it is about, and that it is not about. */
    readonly covers: readonly string[];
    readonly misses: readonly string[];
  }[];
  readonly frequency: number;
  readonly users: number;
  /** ISO 8601; absent for what has no time. */
  readonly lastSeen?: string;
  /** Frequency × users × recency; gaps are in its order. */
  readonly score: number;
  /** Somebody's word that nothing is to be done about it. */
  readonly ignored?: { readonly person: string; readonly reason: string; readonly at: string };
}

/** The one door to what the workspace cannot do yet: plain data in, plain data out. It runs nothing of the workspace. */
export interface DiscoverySession {
  /** All gaps of the folder as it is on the disk now, most pressing first, those that are ignored at the end. */
  gaps(options?: TaskOptions): Promise<Outcome<readonly Gap[]>>;
  /**
   * The stubs of one text, which may not be saved.
   * @param path relative to the workspace folder
   * @param wrong names of functions that are written, and are to be written anew
   */
  stubsIn(path: string, text: string, wrong?: readonly string[]): Promise<readonly Stub[]>;
  /**
   * What declares a function that does not exist, with the types that are known of its gap; undefined where its class or
   * object is not in the file.
   * @param text of the file, empty for a new one
   */
  stubFor(path: string, text: string, call: MissingCall, gap: Gap | undefined): Promise<StubText | undefined>;
  /** Journals that nothing is to be done about a gap, or that something is again. */
  ignore(
    gap: string,
    decision: { readonly ignored: boolean; readonly person: string; readonly reason: string },
  ): Promise<void>;
  dispose(): Promise<void>;
}

/** What a function is handed, as it is shown: without the fields of its object, `...more` for the rest. */
export function shownParameters({ parameters }: Stub): readonly StubParameter[] {
  return parameters
    .filter(({ from }) => from?.of !== 'made')
    .map((one) => (one.from?.of === 'rest' ? { ...one, name: `...${one.name}`, optional: false } : one));
}

/** The identity of a stub's gap. */
export function stubGapId(path: string, name: string): string {
  return `${path}#${name}`;
}

/** A stub as it is now, with the parameters that only its tests tell. */
export function withUndeclaredOf(stub: Stub, known: Stub | undefined): Stub {
  const undeclared = known?.parameters.filter((one) => one.undeclared) ?? [];
  if (stub.parametersAt === undefined || undeclared.length === 0) return stub;
  const own = stub.parameters.filter(({ name }) => undeclared.every((one) => one.name !== name));
  return { ...stub, parameters: [...undeclared, ...own] };
}

/** The first two examples with the same input and different outputs, in a sentence that says where they are from. */
export function contradictionAmong(
  examples: readonly (Pick<GapExample, 'input' | 'output'> & Partial<Pick<GapExample, 'place'>>)[],
): string | undefined {
  const known = new Map<string, (typeof examples)[number]>();
  for (const example of examples) {
    const key = JSON.stringify(example.input);
    const before = known.get(key) ?? example;
    known.set(key, before);
    if (JSON.stringify(before.output) === JSON.stringify(example.output)) continue;
    const input = example.input.map(shortened).join(', ');
    return `Two examples have the same input and different outputs: ${input} gives ${outputAt(before)} and ${outputAt(example)}.`;
  }
  return undefined;
}

function outputAt({ output, place }: { readonly output: PlainData; readonly place?: SourcePlace }): string {
  return `${shortened(output)} (${place === undefined ? 'given by you' : `${place.path}:${place.line}`})`;
}

function shortened(value: PlainData): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${[...text].slice(0, 59).join('')}…` : text;
}
