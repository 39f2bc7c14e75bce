/** How a request ended: the kinds of docs/outcomes.md that a runtime can tell apart. */
export type Outcome = 'served' | 'missing_handler' | 'timeout' | 'permission' | 'error';

/** Who served: `fallback` is the version in use where it stepped in for the new one, which counts for neither. */
export type Variant = 'stable' | 'candidate' | 'fallback';

/** Who asks, and how it is told of. */
export interface Request {
  /** The same for the same user, and better no name. Without one nobody gets the new version. */
  readonly user?: string;
  readonly groups?: readonly string[];
  /** What was asked for, in words; the capability's name where it is left out. */
  readonly text?: string;
  /** Handed to the run as its context, instead of the capability's. */
  readonly context?: unknown;
}

/** A request that ended. */
export interface Ended {
  /** Unlike any other in this process; a number and a mark of the process. */
  readonly id: string;
  /** When it was asked, in milliseconds since 1970. */
  readonly at: number;
  readonly outcome: Outcome;
  readonly request: Request;
  readonly input: unknown;
  readonly milliseconds: number;
  /** Who served it, or failed to; absent where nothing could serve it. */
  readonly served?: Served | undefined;
  /**
   * What was known of the user before; absent for a fallback, where nobody said who asks, and where no reporter is told of
   * users' requests that were served.
   */
  readonly labels?: Labels | undefined;
  /** What went wrong, in words. */
  readonly reason?: string | undefined;
}

/** A version in its part; the same object in all reports, until the flag changes. */
export interface Served {
  readonly capability: string;
  readonly version: string;
  readonly variant: Variant;
}

/** What the evidence about a rollout needs to know of a request's user, as the process knew it before. */
export interface Labels {
  /** `R.S.L`: requests, quarters of errors among them, and whether the last one failed; `none` where it is not compared. */
  readonly stratum: string;
  /** Whether it speaks for its user where limits are tested: the octave, or `no`. */
  readonly speaks: string;
}

/** What a user thought of an answer. */
export interface Opinion {
  readonly requestId: string;
  readonly at: number;
  readonly rating: 'up' | 'down';
  readonly served: Served;
  readonly user?: string | undefined;
  /** Whether it speaks for its user where limits are tested: the octave, or `no`. */
  readonly speaks: string;
}

/** A run of the new version beside the one whose answer was used. */
export interface Shadow {
  readonly capability: string;
  readonly version: string;
  /**
   * `failed`: the version did. `skipped`: it was not to run now, or nothing can be said of how it compares, by no fault of its own.
   */
  readonly result: 'same' | 'different' | 'failed' | 'skipped';
  readonly milliseconds: number;
  /** How it failed; or why it is skipped, unless others were still running or runs would have taken too large a share of the time. */
  readonly reason?: string | undefined;
  readonly input: unknown;
}

/**
 * Who is told what became of requests. It is told after the answer is there, must return soon, and never sees the result.
 */
export interface Reporter {
  /** `failures`: it is not told of requests that were served, which spares each of them the report. */
  readonly only?: 'failures';
  ended?(request: Ended): void;
  opinion?(opinion: Opinion): void;
  shadow?(shadow: Shadow): void;
  /** Nothing will follow: what is not written yet is written now. */
  close?(): Promise<void> | void;
}
