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
  /** The capability that somebody chose: no other one is considered. */
  readonly name?: string;
  readonly user: { readonly id: string; readonly groups?: readonly string[] };
  readonly origin: RequestOrigin;
}

/**
 * Who asks, with the groups that they belong to: stages of a rollout may name some.
 * @param groups as somebody wrote them: blanks around a name are none of it, and an empty name is none
 */
export function requestUser(id: string, groups: readonly string[] = []): CapabilityRequest['user'] {
  const names = [...new Set(groups.map((group) => group.trim()))].filter((name) => name !== '');
  return names.length === 0 ? { id } : { id, groups: names };
}

/** What an agent gives to ask in words, in the editor and over MCP alike, as a JSON Schema with words for the model. */
export const askToolInput = {
  type: 'object' as const,
  properties: {
    request: { type: 'string', description: 'What is wanted, in a few words: "convert these dates to ISO".' },
    input: {
      anyOf: [{ type: 'string' }, { type: 'object' }],
      description: 'What it is about: a text, or an object with the properties of the input.',
    },
  },
  required: ['request'],
};

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

/** How a request was understood. */
export interface Match {
  readonly intent: string;
  /** 0 to 1; 1 where it was the intent word for word. */
  readonly confidence: number;
  /** What stood in the request in the place of the intent's slots, by their names; none where it was not word for word. */
  readonly slots: Readonly<Record<string, string>>;
  /** Words of the request that the capability is not about: it did without them. */
  readonly unheard?: readonly string[];
  /** Parts of the request that it worked on as they stand, though they read as if they told of something at hand. */
  readonly taken?: readonly string[];
}

/** Where a request leads. */
export type Route =
  | {
      readonly kind: 'matched';
      readonly name: string;
      readonly match: Match;
      /** Checked against the capability's input schema. */
      readonly input: PlainData;
    }
  | { readonly kind: 'missing_handler' | 'low_confidence'; readonly guesses: readonly Guess[]; readonly reason: string }
  /** The capability is clear, its input is not. */
  | { readonly kind: 'error'; readonly name: string; readonly reason: string };

/**
 * Whose request it was while a version was rolled out: `stable` and `candidate` are compared; `fallback` is the version in
 * use where it stepped in for the new one, which counts for neither.
 */
export type RolloutVariant = 'stable' | 'candidate' | 'fallback';

/** How a request ended. */
export type RequestOutcome =
  | {
      readonly kind: 'served';
      readonly name: string;
      readonly version: string;
      /** Where the version was picked by a rollout. */
      readonly variant?: RolloutVariant;
      /** The id of its record, for opinions on it. */
      readonly request?: number;
      readonly result: RunResult;
      /** Absent where the capability was called by its name. */
      readonly match?: Match;
    }
  | {
      readonly kind: FailureKind;
      readonly reason: string;
      readonly guesses: readonly Guess[];
      /** The capability that was tried, where there was one. */
      readonly name?: string;
      readonly version?: string;
      readonly variant?: RolloutVariant;
      readonly request?: number;
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
  /** Where the version was picked by a rollout: which one, for what, and in which stage. */
  readonly variant?: RolloutVariant;
  readonly rollout?: string;
  readonly stage?: string;
  /** How it was understood, where it was served. */
  readonly match?: Match;
  /** What it may have meant, best first, where that was not clear. */
  readonly guesses?: readonly Guess[];
  readonly milliseconds: number;
}
