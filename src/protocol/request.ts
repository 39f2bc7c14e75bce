import type { PlainData } from './plainData.ts';
import type { RunResult } from './run.ts';

export const requestOrigins = ['editor', 'app', 'agent', 'command-line'] as const;
export type RequestOrigin = (typeof requestOrigins)[number];

/** What somebody asked for. */
export interface CapabilityRequest {
  /** `turn the selected dates into ISO` */
  readonly text: string;
  /** What is at hand: the selection, the file, values of slots by name. */
  readonly input?: PlainData;
  readonly user: { readonly id: string; readonly groups?: readonly string[] };
  readonly origin: RequestOrigin;
}

export const failureKinds = ['missing_handler', 'low_confidence', 'timeout', 'permission', 'error'] as const;
export type FailureKind = (typeof failureKinds)[number];

/** A capability that a request may have meant. */
export interface Guess {
  readonly name: string;
  readonly title: string;
  readonly intent: string;
  /** 0 to 1. */
  readonly confidence: number;
}

/** Where a request leads. */
export type Route =
  | {
      readonly kind: 'matched';
      readonly name: string;
      readonly intent: string;
      readonly confidence: number;
      /** Checked against the capability's input schema. */
      readonly input: PlainData;
    }
  | { readonly kind: 'missing_handler' | 'low_confidence'; readonly guesses: readonly Guess[]; readonly reason: string }
  /** The capability is clear, its input is not. */
  | { readonly kind: 'error'; readonly name: string; readonly reason: string };

/** How a request ended. */
export type RequestOutcome =
  | { readonly kind: 'served'; readonly name: string; readonly version: string; readonly result: RunResult }
  | {
      readonly kind: FailureKind;
      readonly reason: string;
      readonly guesses: readonly Guess[];
      /** The capability that was tried, where there was one. */
      readonly name?: string;
      readonly version?: string;
      readonly result?: RunResult;
    };

/** A request as the journal keeps it: secrets and large inputs are redacted. */
export interface RecordedRequest {
  readonly id: number;
  /** ISO 8601. */
  readonly at: string;
  readonly request: CapabilityRequest;
  readonly outcome: 'served' | FailureKind;
  readonly reason?: string;
  readonly name?: string;
  readonly version?: string;
  readonly milliseconds: number;
}
