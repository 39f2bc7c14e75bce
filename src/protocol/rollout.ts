/** What may happen to a rollout next: `finish` is the advance from its last stage. */
export type RolloutAction = 'roll-back' | 'pause' | 'hold' | 'advance' | 'finish';

/** The rule that made a decision, in the order in which they are asked. */
export type RolloutRule =
  | 'worse-than-control'
  | 'errors-above-limit'
  | 'slow-above-limit'
  | 'opinions-below-limit'
  | 'users-split-wrongly'
  | 'no-data'
  | 'signs-of-harm'
  | 'minimum-time'
  | 'minimum-sample'
  | 'no-evidence-yet'
  | 'no-harm';

/** A share of requests, and the range that holds the true one with 95 % probability, whenever it is looked at. */
export interface ShareFigure {
  readonly count: number;
  readonly of: number;
  /** From one request of each user and octave (a user's 1st, 2nd, 4th, 8th … request): users repeat themselves. */
  readonly low: number;
  readonly high: number;
}

/** What one of the two versions has done so far. */
export interface ArmFigures {
  readonly requests: number;
  readonly users: number;
  readonly errors: ShareFigure;
  /** Slower than the policy's limit. */
  readonly slow: ShareFigure;
  /** Opinions of users that were not good. */
  readonly unhappy: ShareFigure;
}

/** How much speaks against a hypothesis: an e-value, of which 1 is nothing, and how much the policy asks for. */
export interface EvidenceFigure {
  readonly rule: RolloutRule;
  readonly against: string;
  readonly evidence: number;
  readonly needed: number;
}

/** What was decided about a rollout, with all that it rests on. */
export interface RolloutDecision {
  readonly action: RolloutAction;
  readonly rule: RolloutRule;
  /** The decision and its reason for people. */
  readonly words: string;
  readonly at: string;
  readonly stage: { readonly name: string; readonly percent: number };
  readonly control: ArmFigures;
  readonly candidate: ArmFigures;
  readonly evidence: readonly EvidenceFigure[];
  /** Requests of the candidate that are missing until it can be decided, as far as it can be told. */
  readonly missingRequests?: number;
}

/** Error rates of the version in use and of the new one, for which a policy is tried out. */
export interface RolloutScenario {
  readonly control: number;
  readonly candidate: number;
}

/** The middle and the 95th percentile of all runs; null where that many were never rolled back. */
export interface Percentiles {
  readonly p50: number | null;
  readonly p95: number | null;
}

/** What a policy does with one scenario: numbers of runs by their end, how soon it was rolled back, and whom it met. */
export interface ScenarioReport extends RolloutScenario {
  readonly runs: number;
  readonly rolledBack: number;
  readonly paused: number;
  readonly finished: number;
  /** Left as they stood after so many requests of all users together. */
  readonly unfinished: number;
  readonly unfinishedAfter: number;
  /** How the first run ended. */
  readonly example?: RolloutDecision;
  /** Until it was rolled back: requests of the new version, those of them that failed, users that met it, and minutes. */
  readonly untilRolledBack: {
    readonly requests: Percentiles;
    readonly errors: Percentiles;
    readonly users: Percentiles;
    readonly minutes: Percentiles;
  };
}

/** What a rollout policy does in simulated rollouts. */
export interface SimulationReport {
  readonly seed: number;
  /** The users that were simulated. */
  readonly population: Readonly<Record<string, number>>;
  readonly scenarios: readonly ScenarioReport[];
}
