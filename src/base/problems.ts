/** How much a problem matters to the person who reads it. */
export type Severity = 'error' | 'warning' | 'info';

/**
 * Something that went wrong with one part of the input while the rest went on.
 * Analysis returns problems beside its value; it throws only for bugs and cancellation.
 */
export interface Problem {
  /** Stable, documented, kebab-case: `unreadable-folder`. */
  readonly code: string;
  readonly severity: Severity;
  /** What happened and why, in one sentence without a stack trace. */
  readonly message: string;
  /** What the user can do next. */
  readonly hint?: string;
  /** The file or folder concerned, relative to the workspace folder, with `/`. */
  readonly path?: string;
  /** 1-based line, where the problem has a place. */
  readonly line?: number;
}

/** A partial result: what could be computed, and what went wrong on the way. */
export interface Outcome<T> {
  readonly value: T;
  readonly problems: readonly Problem[];
}
