import type { Test } from '../language/expression.ts';

export interface CostedTest {
  readonly test: Test;
  /** A description length, as of programs. */
  readonly cost: number;
}
