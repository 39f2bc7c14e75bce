import type { Collections, RunFailure } from '#protocol';

/** What of `context` a run gets, as far as the engine has to know. */
export interface Grants {
  /** Names of granted functions that are answered outside: `workspace.read`. */
  readonly calls: readonly string[];
  /** The one moment that `context.clock.now()` tells, when granted. */
  readonly now: number | null;
  /** What `context.random.next()` starts from, when granted. */
  readonly seed: number | null;
  readonly log: boolean;
}

/** The limits that are met inside of the engine first, and checked outside of it again. */
export interface InnerLimits {
  readonly outputBytes: number;
  readonly outputDepth: number;
  readonly logBytes: number;
  readonly calls: number;
}

/** One run, as a worker gets it. */
export interface RunOrder {
  readonly code: string;
  /** JSON; empty where there is no input. */
  readonly input: string;
  readonly grants: Grants;
  readonly limits: InnerLimits;
  readonly heapMB: number;
  /** What is left is to be told after a collection. */
  readonly collect?: boolean;
}

/** How a run ended, as a worker tells it. */
export type Answer =
  | { readonly status: 'ok'; readonly json: string }
  | { readonly status: RunFailure; readonly message: string; readonly stack: string };

/** What the engine itself tells of a run's use. */
export interface EngineUse {
  readonly heapBytes: number;
  /** Of them, outside of the heap proper. */
  readonly outsideBytes?: number;
  readonly cpuMs?: number;
  /** After a collection, where one was asked for. */
  readonly left?: { readonly heapBytes: number; readonly outsideBytes: number };
  /** Where the worker was started to count them. */
  readonly collections?: Collections;
}

export type ToWorker =
  | readonly ['run', order: RunOrder]
  | readonly ['reply', id: number, status: 'ok' | 'refused' | 'failed', text: string]
  /** The answer was taken: now what is left of that run is to be ended, and the next engine to be made. */
  | readonly ['renew'];

export type FromWorker =
  /** It waits for a run; sent after the start and after every `renew`, once nothing of the last run is left. */
  | readonly ['ready', engine: string]
  /** The code calls a granted function; the arguments are a JSON array. */
  | readonly ['call', id: number, name: string, args: string]
  /** It called a granted function that is answered inside. */
  | readonly ['note', name: string, result: string]
  | readonly ['log', text: string]
  | readonly ['answer', answer: Answer, use: EngineUse]
  /** Where the system does not tell it to others. */
  | readonly ['usage', residentBytes: number, cpuMs: number];
