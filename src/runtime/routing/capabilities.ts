import type { Version } from './implementation.ts';
import type { ShadowOptions } from './shadow.ts';

/** The versions of a capability that an app brings. */
export interface Capability {
  /** By version: the flags name them. */
  readonly versions: Readonly<Record<string, Version>>;
  /**
   * The version that serves where no flag says another; the first one where it is left out. `null`: none, so that the very first
   * version of all reaches nobody before its flag says so.
   */
  readonly stable?: string | null;
  /** How long a request may take, in milliseconds, before it counts as failed; without it, as long as it takes. */
  readonly timeoutMs?: number;
  /** Handed to every run as its context. */
  readonly context?: unknown;
  /** Whether the version that is rolled out also runs beside the one in use, whose answer is used, to compare results. */
  readonly shadow?: boolean | ShadowOptions;
}
