import type { PlainData } from '#protocol';
import type { Source } from '../plan.ts';
import type { Rooted } from '../schema/rooted.ts';

/** A value that is there to be used: an input, or what a call gives. */
export interface Entry {
  readonly source: Source;
  /** Absent for an input, whose values say what it is. */
  readonly schema?: Rooted;
  /** The value for each example; undefined where there is none. */
  readonly values: readonly (PlainData | undefined)[];
  readonly cost: number;
  /** Calls that it takes. */
  readonly calls: number;
  /** Of the input. */
  readonly name?: string;
}
