import type { Problem, TaskOptions } from '#base';

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

/**
 * One of the things that a stage needs before it advances: time in minutes, requests of the new version, or evidence that
 * it does no harm. It is there when `done` is `needed` or more.
 */
export interface StageNeed {
  readonly kind: 'minutes' | 'requests' | 'evidence';
  readonly done: number;
  readonly needed: number;
  /** About how many requests the evidence still takes if it goes on as so far; absent where no number would do. */
  readonly missingRequests?: number;
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
  /** What the stage needs before it advances, and how much of it is there; absent in records of older versions. */
  readonly needs?: readonly StageNeed[];
}

/** Error rates of the version in use and of the new one, for which a policy is tried out. */
export interface RolloutScenario {
  readonly control: number;
  readonly candidate: number;
  /** It is as good as the one in use until the last stage, and so from then on. */
  readonly isLate?: boolean;
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
  /** From when it was worse until it was rolled back: requests of the new version, those of them that failed, users that met it, and minutes. */
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

/** What a simulation of a workspace's policy went by. */
export interface PolicySimulation extends SimulationReport {
  readonly policy: {
    /** Absent where it is the default policy. */
    readonly file?: string;
    /** Whose rules they are, where somebody asked for those of one. */
    readonly capability?: string;
    readonly strategy: RolloutStrategy;
    readonly stages: readonly {
      readonly name: string;
      readonly percent: number;
      readonly groups?: readonly string[];
    }[];
  };
}

/** What becomes of a version: `development` before it was ever started, which is a share of 0 %. */
export const rolloutStates = ['development', 'running', 'paused', 'rolled-back', 'finished'] as const;
export type RolloutState = (typeof rolloutStates)[number];

/**
 * How users are brought to a new version: `percentage` by a growing share, `canary` by the first stage and then all,
 * `groups` by groups that are named in the stages, `flag` at once, when a person starts it, `ab` by a share that
 * stays, for a comparison that a person ends.
 */
export const rolloutStrategies = ['percentage', 'canary', 'groups', 'flag', 'ab'] as const;
export type RolloutStrategy = (typeof rolloutStrategies)[number];

/** Who gets a version first when it is started by a strategy: users of its first stage. */
export interface RolloutStart {
  readonly strategy: RolloutStrategy;
  /** It is what the policy says for this capability. */
  readonly isUsual: boolean;
  /** The share of users. */
  readonly percent: number;
  /** Whose users get it whatever the share. */
  readonly groups: readonly string[];
  /** Why it may not be started so: its first stage reaches more users than its risk allows. */
  readonly refused?: string;
}

/** What a person or the policy does to a rollout. */
export const rolloutCommands = ['start', 'advance', 'pause', 'resume', 'roll-back', 'finish'] as const;
export type RolloutCommand = (typeof rolloutCommands)[number];

/** A step of the ladder, as a dashboard shows it. */
export interface RolloutStep {
  readonly name: string;
  /** The share of users that get the new version in it. */
  readonly percent: number;
  /** Whose users get it whatever the share. */
  readonly groups: readonly string[];
  /** How long it lasts at least, and how many requests the new version serves in it at least. */
  readonly minutes: number;
  readonly requests: number;
  /** `current`: in which it goes on, is paused, or was taken back. `left-out`: it lies behind, and the rollout was never in it. */
  readonly state: 'done' | 'left-out' | 'current' | 'to-come';
}

/** An entry of the decision log, from the journal. */
export interface RolloutLogEntry {
  /** Of the journal: later ones are greater. */
  readonly id: number;
  /** ISO 8601. */
  readonly at: string;
  /** The capability. */
  readonly name: string;
  readonly command: RolloutCommand;
  /** The person, or `policy` where the rollout decided by itself. */
  readonly by: string;
  readonly reason: string;
  /** The version that it was about. */
  readonly version: string;
  /** What held afterwards. */
  readonly state: RolloutState;
  readonly stage: string;
  readonly percent: number;
  /** It was found in the flag file: written by somebody else, or before this program was stopped. */
  readonly found?: true;
  /** What the policy said then, where it decided or a person overruled it. */
  readonly decision?: RolloutDecision;
}

/** The error rates of both arms at one moment, for a curve with its band. */
export interface RolloutPoint {
  readonly at: string;
  readonly stage: string;
  readonly control: ShareFigure;
  readonly candidate: ShareFigure;
}

/** How long the requests of one version take, since the rollout began; milliseconds. For people: no test rests on it. */
export interface ArmLatency {
  readonly p50: number;
  readonly p99: number;
}

/** What the policy allows: shares of requests and of opinions, and above how many milliseconds a request is slow. */
export interface RolloutLimits {
  readonly errors: number;
  readonly slowMs: number;
  readonly slow: number;
  readonly unhappy: number;
}

/** Opinions on one version in this rollout, the first one on each answer: those that decisions rest on. */
export interface FeedbackCount {
  readonly good: number;
  readonly bad: number;
}

/** By what an A/B test is decided: the shares of failed requests, of slow ones, or of bad opinions. */
export const abMetrics = ['errors', 'latency', 'feedback'] as const;
export type AbMetric = (typeof abMetrics)[number];

/** What an A/B test says so far, by the metric that the policy names. It ends when a person ends it. */
export interface AbVerdict {
  readonly metric: AbMetric;
  readonly winner: 'stable' | 'candidate' | 'none-yet' | 'no-difference-that-matters';
  readonly words: string;
}

/** Whether something may be done to a rollout now. */
export interface RolloutChoice {
  readonly command: RolloutCommand;
  readonly possible: boolean;
  /** Why not, or what the policy says against it: in one sentence. */
  readonly reason?: string;
  /** It may be done though the policy says otherwise by this rule, by a person who gives a reason. */
  readonly overrules?: RolloutRule;
}

/** All that is known of a capability's rollout: a row of the tree, a page of the dashboard. */
export interface RolloutStatus {
  /** The capability. */
  readonly name: string;
  readonly title: string;
  readonly state: RolloutState;
  /** Grows with everything that is done to it: for orders about what was seen here. Absent before the first start. */
  readonly revision?: number;
  /** Where it stands, in one sentence. */
  readonly words: string;
  readonly strategy: RolloutStrategy;
  /** The version in use; absent before the first one. */
  readonly stable?: string;
  /** The version that is, or was last, rolled out; absent before the first start. */
  readonly candidate?: string;
  /** The version in the capability's own folder, on which is worked; absent where that cannot be read. */
  readonly inFolder?: { readonly version: string; readonly isReleased: boolean };
  readonly steps: readonly RolloutStep[];
  /** Of the step that goes on, or in which it was left; empty where users get it by a flag that no rollout has left. */
  readonly stage: string;
  /** The share of users that get the candidate now. */
  readonly percent: number;
  readonly groups: readonly string[];
  /** Whose users do not get it, by a flag that was changed by hand. */
  readonly keptOut?: readonly string[];
  /** ISO 8601: of the rollout, and of the stage. */
  readonly since?: string;
  readonly stageSince?: string;
  /** What the policy says now, with the figures of both arms; absent before the start. */
  readonly decision?: RolloutDecision;
  readonly limits: RolloutLimits;
  /** Absent where nothing was timed. */
  readonly latency: { readonly stable?: ArmLatency; readonly candidate?: ArmLatency };
  /** How the error rates got there: a few hundred points at most, oldest first. */
  readonly curve: readonly RolloutPoint[];
  /** In an A/B test. */
  readonly verdict?: AbVerdict;
  readonly feedback: { readonly stable: FeedbackCount; readonly candidate: FeedbackCount };
  /** Latest first. */
  readonly log: readonly RolloutLogEntry[];
  /** Every command, in the order of {@link rolloutCommands}. */
  readonly choices: readonly RolloutChoice[];
  /** How the next version can be started; no strategy for which the policy has no stage. */
  readonly starts: readonly RolloutStart[];
  /** What keeps it from being steered: a policy that cannot be used, a version that is not there, a source without an answer. */
  readonly problems: readonly Problem[];
}

/** Who wants something done to a rollout, and why; the journal keeps both. */
export interface RolloutOrder {
  readonly person: string;
  readonly reason: string;
}

/** An order to go on. Who gives it has seen where the rollout stood: it is refused where something else has been done since. */
export interface OnwardOrder extends RolloutOrder {
  /** Of the status that was seen; wherever it stands where it is absent. */
  readonly revision?: number | undefined;
}

/** An order to go on to the next stage. */
export interface AdvanceOrder extends OnwardOrder {
  /** Though the policy says otherwise: by the rule that was seen, and refused by another one; whatever it says where it is `true`. */
  readonly overrule?: RolloutRule | boolean | undefined;
}

/** What a user thought of an answer. */
export interface RequestFeedback {
  /** The recorded request. */
  readonly request: number;
  readonly person: string;
  readonly rating: 'good' | 'bad';
  readonly comment?: string;
}

/** Whether an opinion is one that a rollout is decided by: only the first one on an answer is, and only while its rollout goes on. */
export type FeedbackWeight = 'counts' | 'not-the-first' | 'no-rollout';

/** What happened to rollouts since one has looked. */
export interface RolloutNews {
  /** For the next look. */
  readonly cursor: string;
  /** Decisions of this window and of others, oldest first. None where only figures have changed. */
  readonly entries: readonly RolloutLogEntry[];
}

/**
 * The door to rollouts, a part of the capability session. Methods that change something throw a ToolwrightError
 * `no-such-capability`; `rollout-refused` where it may not be done now, with the reason; `rollout-policy-invalid`;
 * `flags-unreadable` for a flag file that nobody can read, `flags-repeated` for one that has a key twice,
 * `flags-busy` where another window did not let go of it.
 */
export interface RolloutSession {
  /** Every capability that can be, is or was rolled out, by name. @throws CancelledError */
  rollouts(options?: TaskOptions): Promise<readonly RolloutStatus[]>;
  /** One of them; undefined where there is none of that name. @throws CancelledError */
  rollout(name: string, options?: TaskOptions): Promise<RolloutStatus | undefined>;
  /** What is wrong with the files that all of them rest on, also where there is none. */
  rolloutProblems(): Promise<readonly Problem[]>;
  /**
   * Freezes the content of the capability's folder as its version and gives it to the users of the first stage.
   * @throws ToolwrightError also `version-frozen` where that version was another content before, and
   * `rollout-not-admitted` where the evidence is missing that the policy asks for
   */
  startRollout(
    name: string,
    order: RolloutOrder & { readonly strategy?: RolloutStrategy | undefined },
  ): Promise<RolloutStatus>;
  /** Goes on to the next stage, and from the last one to the end. */
  advanceRollout(name: string, order: AdvanceOrder): Promise<RolloutStatus>;
  /** The share of users that get the new version grows no more. */
  pauseRollout(name: string, order: RolloutOrder): Promise<RolloutStatus>;
  /** Goes on with a paused one. What the policy paused is counted anew: a person has judged what was seen. */
  resumeRollout(name: string, order: OnwardOrder): Promise<RolloutStatus>;
  /** Everybody gets the version in use, at once. */
  rollBack(name: string, order: RolloutOrder): Promise<RolloutStatus>;
  /** Rolls all of them back that are not finished. @returns their names */
  stopAllRollouts(order: RolloutOrder): Promise<readonly string[]>;
  /** Keeps what a user thought of an answer. @returns whether it counts for the version that gave it @throws ToolwrightError `no-such-request` */
  recordFeedback(feedback: RequestFeedback): Promise<FeedbackWeight>;
  /**
   * Resolves as soon as something has happened since a look: call it again and again. Without a cursor it resolves at
   * once. What other windows and programs do is seen within about a second.
   * @throws CancelledError
   */
  rolloutNews(cursor: string | undefined, options?: TaskOptions): Promise<RolloutNews>;
}
