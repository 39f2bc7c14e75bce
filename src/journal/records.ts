import type { FailureKind, PlainData, RolloutVariant } from '#protocol';

/**
 * How much the journal keeps; what is beyond is pruned, oldest first. Approvals of present contents stay, and so does
 * the latest report on them of each level: without them, they could not run any more.
 */
export interface Retention {
  /** Requests, feedback and decisions, of each so many. What a rollout is decided by may be more while it goes on: see `prune`. */
  readonly entries?: number;
  /** Requests, feedback, reports, benchmarks and comparisons no older than that. Decisions do not age. */
  readonly days?: number;
  /** Verification reports of one capability, as many benchmarks of it on one machine, and comparisons of the same ones. */
  readonly reports?: number;
  /** Requests, and as much again of reports, in 2^20 bytes of text. */
  readonly megabytes?: number;
}

export const defaultRetention: Required<Retention> = { entries: 10_000, days: 90, reports: 50, megabytes: 100 };

export interface RequestQuery {
  /** ISO 8601: not before it. */
  readonly since?: string;
  readonly outcome?: 'served' | FailureKind;
  /** Of the capability that served or was tried. */
  readonly name?: string;
  readonly limit?: number;
}

/** Who decided what about what, and why. */
export interface JournalDecision {
  /** `approve`, `ignore`, `roll-back`, … */
  readonly kind: string;
  /** What it is about: a content hash, a gap's id. */
  readonly subject: string;
  readonly person: string;
  readonly reason: string;
  /** What was known when it was decided. */
  readonly known?: PlainData;
}

/** By which variant a request was served, in which rollout and stage of it. */
export interface RolloutMark {
  /** Of the rollout. */
  readonly id: string;
  readonly stage: string;
  /** Absent where it says nothing about a version: it was cancelled, or not understood. */
  readonly variant?: RolloutVariant;
}

/** A request of a rollout, as far as its evidence needs it. */
export interface RolloutRequest {
  readonly id: number;
  /** ISO 8601. */
  readonly at: string;
  /** Of the user. */
  readonly user: string;
  readonly groups: readonly string[];
  readonly variant: RolloutVariant;
  readonly stage: string;
  readonly outcome: 'served' | FailureKind;
  readonly milliseconds: number;
}

/** An opinion on a request of a rollout. */
export interface RolloutFeedback {
  /** Of the opinion. */
  readonly id: number;
  readonly at: string;
  /** Of the user whose request it was. */
  readonly user: string;
  readonly variant: RolloutVariant;
  readonly rating: Feedback['rating'];
}

export interface DecisionQuery {
  readonly kind?: string;
  /** Only of kinds that begin so. */
  readonly kinds?: string;
  /** Only later ones than the one with this id. */
  readonly after?: number;
  readonly subject?: string;
  /** Of rollouts only those by this flag file, see `known.flags`; null for those by the one of the workspace. */
  readonly flags?: string | null;
  readonly limit?: number;
}

/** Of benchmarks and of comparisons. */
export interface BenchmarkQuery {
  /** The capability, or one of those that were compared. */
  readonly name?: string;
  /** Fingerprint of the machine. */
  readonly machine?: string;
  readonly limit?: number;
}

/** What somebody thought of an answer. */
export interface Feedback {
  /** The capability. */
  readonly name: string;
  readonly version?: string;
  /** Id of the recorded request. */
  readonly request?: number;
  readonly person: string;
  readonly rating: 'good' | 'bad';
  readonly comment?: string;
}

export interface FeedbackQuery {
  readonly name?: string;
  /** The number of the request that was answered. */
  readonly request?: number;
  readonly limit?: number;
}

/** With its number and the time of its writing (ISO 8601). */
export type Recorded<T> = T & { readonly id: number; readonly at: string };

export type JournalTable = 'requests' | 'decisions' | 'reports' | 'feedback' | 'benchmarks' | 'comparisons';
