import type { PlainData } from '#protocol';
import type { Increment } from '../decision/increment.ts';
import type { Arm, Opinion, ServedRequest } from '../decision/request.ts';

/** The rollout that is observed. */
export interface Observed {
  /** Its id: requests in the journal are marked with it. */
  readonly rollout: string;
  /** The name of the capability. */
  readonly capability: string;
  /** The version in use; absent where the first version of all is rolled out. */
  readonly stable?: string | undefined;
  readonly candidate: string;
  /** When it began, in milliseconds since 1970: what was before is of no concern. */
  readonly since: number;
  /** When it ended, if it did by now and that is known: what came after is of no concern either. */
  readonly until?: () => number | undefined;
}

/** What a source has seen: single requests where it has a record of them, increments where it has counters. */
export type Observation =
  | {
      readonly kind: 'request';
      readonly request: ServedRequest;
      /** The stage in which it was routed, where that is recorded: clocks may jump, so times do not tell it. */
      readonly stage?: string | undefined;
    }
  | { readonly kind: 'opinion'; readonly opinion: Opinion }
  | { readonly kind: 'increment'; readonly increment: Increment };

/**
 * How good the source's answer is. With all but `fresh` nothing may be advanced, and the reason is shown: `no-data` if
 * its figures of this rollout are not there at all, `stale` if there is nothing new where something should be, `unreachable` if
 * the source did not answer, or not with what was asked for.
 */
export type SourceState =
  | { readonly kind: 'fresh' }
  | {
      readonly kind: 'no-data' | 'stale' | 'unreachable';
      /** A whole sentence, with what to do about it. */
      readonly reason: string;
    };

/** Of the requests of an arm since the rollout's start, in milliseconds: for people, no test rests on it. */
export interface LatencyFigures {
  readonly p50: number;
  readonly p99: number;
}

/** What was read. */
export interface Reading {
  readonly state: SourceState;
  /** Oldest first. Each is given once: to the reading whose cursor is saved with what was made of it. */
  readonly observations: readonly Observation[];
  /** Plain data for the next reading; save it together with the evidence. After an `unreachable` all is read again. */
  readonly cursor: PlainData;
  /** There is more at once: read again before deciding. */
  readonly more: boolean;
  /** What people should know of the figures: sentences. */
  readonly notes: readonly string[];
  readonly latency: Readonly<Partial<Record<Arm, LatencyFigures>>>;
}

/** Where the controller of a rollout reads what has become of its requests. */
export interface ObservationSource {
  /** For people: `the journal`, `Prometheus at http://…`. */
  readonly name: string;
  /**
   * Reads what is new. What goes wrong with the source is told in the reading's state.
   * @param cursor of the reading before; none for the first
   * @throws CancelledError only
   */
  read(cursor: PlainData | undefined, signal?: AbortSignal): Promise<Reading>;
}
