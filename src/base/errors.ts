/**
 * An error that a user can meet: it says what was being done and why it failed, and what to do next.
 * Anything else that is thrown is a bug or a cancellation.
 */
export class ToolwrightError extends Error {
  /** Stable, documented, kebab-case: `file-not-in-graph`. */
  readonly code: string;
  readonly hint: string | undefined;

  constructor(code: string, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ToolwrightError';
    this.code = code;
    this.hint = options.hint;
  }

  /** Tells a user's error from a bug, optionally by code. */
  static is(error: unknown, code?: string): error is ToolwrightError {
    return error instanceof ToolwrightError && (code === undefined || error.code === code);
  }
}

/** Thrown when the caller asked to stop. Never shown to the user. */
export class CancelledError extends Error {
  constructor() {
    super('Cancelled');
    this.name = 'CancelledError';
  }
}

/** The words of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
