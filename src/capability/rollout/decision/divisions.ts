import type { Block } from './blocks.ts';
import { logOfSum } from './mixture.ts';

/** The ways in which the errors of a block may be divided between its arms, if only their number is known. */
export interface Divisions {
  /** The fewest errors of the candidate that there can be; each further chance is of one more. */
  readonly least: number;
  /**
   * How likely each is if requests of both arms are as likely to fail: the hypergeometric distribution, in logarithms, for
   * of thousands of requests most chances are too small for a number.
   */
  readonly logChances: readonly number[];
}

/** A block with more divisions is no app's, or what was counted is wrong; it would take more memory than there is. */
const mostDivisions = 1_000_000;

/**
 * The divisions of a block's errors. No outcome is used but the number of errors of both arms together.
 * @returns without chances where there are too many: by that number alone, so that it is fair not to bet then
 */
export function divisionsOf({ control, candidate }: Block): Divisions {
  const errors = control.errors + candidate.errors;
  const least = Math.max(0, errors - control.requests);
  const most = Math.min(candidate.requests, errors);
  if (most - least >= mostDivisions) return { least, logChances: [] };
  const logs = [0];
  for (let at = least; at < most; at++) {
    const likelier = ((errors - at) * (candidate.requests - at)) / ((at + 1) * (control.requests - errors + at + 1));
    logs.push((logs[at - least] as number) + Math.log(likelier));
  }
  const all = logOfSum(logs);
  return { least, logChances: logs.map((log) => log - all) };
}

/**
 * The logarithms of the e-variable that bets on odds of failing which are so many times as high with the candidate: for
 * each division, how much likelier it is than if both arms are as likely to fail.
 *
 * Given how many requests each arm has and how many of them failed together, what is left to chance does not depend on how
 * often requests fail at all (Fisher's exact test; with other odds, his noncentral hypergeometric distribution). So the
 * null hypothesis is a single distribution: the expectation under it is 1 exactly, whatever the error rate is, and also
 * where it is another one in each block. It is less where the candidate fails less often, for the e-variable grows with
 * the candidate's errors.
 * @param odds above 1
 */
export function logEvidenceOfOdds({ logChances }: Divisions, odds: number): readonly number[] {
  const log = Math.log(odds);
  const all = logOfSum(logChances.map((chance, at) => chance + at * log));
  return logChances.map((_, at) => at * log - all);
}
