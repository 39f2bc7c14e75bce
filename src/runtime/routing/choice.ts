import type { Implementation } from './implementation.ts';
import type { Served } from './report.ts';

/** A version that is to serve a request. */
export interface Choice {
  readonly program: Implementation;
  readonly served: Served;
  /** Whose requests it counts among; a fallback counts for neither. */
  readonly own: 'stable' | 'candidate' | undefined;
}
