import type { PlainData } from './plainData.ts';

/** What a sandbox runs: made from a capability's source by the safety stage. */
export interface Program {
  /** JavaScript, an ES module without imports that exports `run(input, context)`. */
  readonly code: string;
  /** Source map (version 3, JSON) from `code` to index.ts. */
  readonly map: string;
  /** Of `code`. */
  readonly hash: string;
}

export const runnerNames = ['isolate', 'wasm', 'bubblewrap', 'container'] as const;
/** `bubblewrap` and `container` are the isolate runner inside of that wall. */
export type RunnerName = (typeof runnerNames)[number];

/** What a runner stands for, in words that a report can print. */
export interface RunnerGuarantees {
  readonly runner: RunnerName;
  /** Program and version that enforce it: `V8 13.6 in isolated-vm 7.0.1, Node 24.21.0, bubblewrap 0.8.0`. */
  readonly engine: string;
  /** What holds whatever the code does, strongest first. */
  readonly holds: readonly string[];
  /** What it does not protect from. */
  readonly gaps: readonly string[];
}

/** Garbage collections of one kind, and for how long the program stood still for them. */
export interface CollectionTally {
  readonly count: number;
  readonly ms: number;
}

/** What the engine collected during a run: `minor` among what is new, `major` in the whole heap. */
export interface Collections {
  readonly minor: CollectionTally;
  /** Its time holds that of the steps that mark the heap before. */
  readonly major: CollectionTally;
  /** The run's time as the worker knows it, milliseconds. */
  readonly overMs: number;
}

/** What a run used, measured from outside of the code. */
export interface RunUsage {
  readonly wallMs: number;
  readonly cpuMs: number;
  /** Bytes of the engine's heap at its fullest, as far as the engine tells. */
  readonly peakHeapBytes: number;
  /** Those of them that are outside of the heap proper, as the bytes of arrays are; absent where the engine does not tell. */
  readonly outsideBytes?: number;
  /** Calls of granted functions. */
  readonly calls: number;
  /** What the engine still holds after a collection, where that was asked for and the engine can tell. */
  readonly left?: { readonly heapBytes: number; readonly outsideBytes: number };
  /** Where the sandbox was opened to count them, and its engine can tell. */
  readonly collections?: Collections;
}

/** A granted function that the code called, in order. */
export interface RunEffect {
  /** `workspace.read`, `network.fetch`, … */
  readonly call: string;
  readonly arguments: readonly PlainData[];
  /** The answer, or why it was refused or failed. */
  readonly result?: PlainData;
  readonly refused?: string;
}

export const runFailures = [
  'error',
  'timeout',
  'out-of-memory',
  'crashed',
  'input-too-large',
  'output-too-large',
  'effects-too-large',
  'invalid-output',
  'permission',
  'cancelled',
] as const;

/**
 * Why a run has no value: the code threw (`error`), a limit was met, the engine was lost (`crashed`), the answer is no
 * plain data (`invalid-output`), or something was asked for that is not granted and the code did not handle it.
 */
export type RunFailure = (typeof runFailures)[number];

/** The end of one run. Every call is answered once, by one of these. */
export type RunResult = {
  readonly usage: RunUsage;
  readonly logs: readonly string[];
  readonly effects: readonly RunEffect[];
} & (
  | { readonly status: 'ok'; readonly value: PlainData }
  | {
      readonly status: RunFailure;
      /** One line for people; never more than 2,000 characters, whatever was thrown. */
      readonly message: string;
      /** Line and column in index.ts, 1-based, where the source map tells. */
      readonly at?: { readonly line: number; readonly column: number };
    }
);
