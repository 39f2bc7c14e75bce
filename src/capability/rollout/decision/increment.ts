import type { Arm } from './request.ts';

/** Requests of one arm that have the same labels, counted in one process between two looks at its counters. */
export interface CountedRequests {
  readonly arm: Arm;
  /** What the process knew of the user before: `MetricLabels`. */
  readonly stratum: string;
  readonly speaks: string;
  readonly requests: number;
  readonly errors: number;
}

/** How long requests took, as far as a histogram tells it. */
export interface CountedTimes {
  readonly arm: Arm;
  readonly speaks: string;
  readonly requests: number;
  /** Those that were certainly slower than the policy's limit. */
  readonly slow: number;
}

/** Opinions, likewise. */
export interface CountedOpinions {
  readonly arm: Arm;
  readonly speaks: string;
  readonly opinions: number;
  readonly bad: number;
}

/** What the counters of one process have grown by, between two looks at them. */
export interface Increment {
  /** The process: the same until it is started anew. */
  readonly process: string;
  /** Both looks, in milliseconds since 1970. */
  readonly from: number;
  readonly at: number;
  readonly requests: readonly CountedRequests[];
  readonly times: readonly CountedTimes[];
  readonly opinions: readonly CountedOpinions[];
}
