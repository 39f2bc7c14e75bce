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
}
