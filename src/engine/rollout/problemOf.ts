import { messageOf, type Problem, ToolwrightError } from '#base';

/** What was thrown, as a problem beside which all else goes on. @param code where it is no error that a user can meet */
export function problemOf(error: unknown, code = 'rollout-not-looked-at'): Problem {
  const known = ToolwrightError.is(error) ? error : { code, hint: undefined };
  const hint = known.hint === undefined ? {} : { hint: known.hint };
  return { code: known.code, severity: 'error', message: messageOf(error), ...hint };
}
