/** Who served a request: the version in use, or the one that is rolled out. */
export type Arm = 'control' | 'candidate';

/** A request that one of the two versions has served, or failed to. */
export interface ServedRequest {
  /** The targeting key: the same for the same user. */
  readonly user: string;
  readonly arm: Arm;
  readonly failed: boolean;
  /** How long it took, in milliseconds. */
  readonly ms: number;
  /** When it ended, in milliseconds since 1970. */
  readonly at: number;
  /** What the user said of the result, where something was said. */
  readonly feedback?: 'up' | 'down';
}

/** An opinion that was given some time after the request that it is about. */
export interface Opinion {
  readonly user: string;
  readonly arm: Arm;
  readonly good: boolean;
  /** Milliseconds since 1970. */
  readonly at: number;
}
