import type { PlainData } from './plainData.ts';
import type { FailureKind } from './request.ts';

/**
 * How a request ended in an app of the user: one line of JSON in a file that the app appends to, described by
 * media/schemas/outcome.schema.json and docs/outcomes.md. Whoever writes one leaves secrets and what is personal out.
 */
export interface AppOutcome {
  /** ISO 8601, with a time zone. */
  readonly at: string;
  /** What somebody asked for, in words. */
  readonly request: string;
  readonly outcome: 'served' | FailureKind;
  /** Who asked: the same for the same person, and better no name. */
  readonly user?: string;
  readonly groups?: readonly string[];
  /** The capability that was tried, and its version. */
  readonly capability?: string;
  readonly version?: string;
  /** What went wrong, in words. */
  readonly reason?: string;
  /** What was at hand. */
  readonly input?: PlainData;
  readonly milliseconds?: number;
  /** What opinions on the answer name it by. */
  readonly id?: string;
}

/**
 * What a user of an app thought of an answer: a line of its own, described by media/schemas/opinion.schema.json and
 * docs/outcomes.md.
 */
export interface AppOpinion {
  /** ISO 8601, with a time zone. */
  readonly at: string;
  readonly rating: 'up' | 'down';
  /** The capability that answered, and its version. */
  readonly capability: string;
  readonly version?: string;
  /** The id of the request's line, where that is written as well. */
  readonly requestId?: string;
  /** Whose opinion it is: the same for the same person, and better no name. */
  readonly user?: string;
  /** What was wrong, in words. */
  readonly comment?: string;
}

/** Whether what tells of outcomes is asked at a URL; else it is a glob of files. */
export const isOutcomesUrl = (source: string): boolean => /^https?:\/\//i.test(source);
