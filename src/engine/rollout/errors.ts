import { messageOf, type Problem, ToolwrightError } from '#base';
import type { OtherFlag, Rollout, transition } from '#capability/rollout';
import type { RolloutDecision } from '#protocol';

/** What was found to be wrong, where it keeps something from being done. */
export const errorOf = ({ code, message, hint = '' }: Problem): ToolwrightError =>
  new ToolwrightError(code, message, { hint });

/** What was thrown, as a problem beside which all else goes on. @param code where it is no error that a user can meet */
export function problemOf(error: unknown, code = 'rollout-not-looked-at'): Problem {
  const known = ToolwrightError.is(error) ? error : { code, hint: undefined };
  const hint = known.hint === undefined ? {} : { hint: known.hint };
  return { code: known.code, severity: 'error', message: messageOf(error), ...hint };
}

/** @throws ToolwrightError `rollout-refused` where the state machine does not allow it */
export function refuseUnless(name: string, result: ReturnType<typeof transition>): Rollout {
  if ('refused' in result) throw refused(name, result.refused);
  return result.rollout;
}

/** A flag that is none of a rollout, or is damaged, bears its name. */
export function occupied(name: string, { problem }: OtherFlag): ToolwrightError {
  const { message, hint = '' } = problem;
  return new ToolwrightError('rollout-refused', `${name}: ${message} It is not written over.`, { hint });
}

/** What a person may be mending is left alone; whoever watches has to know that users are not helped. */
export function undone(name: string, { words }: RolloutDecision, { problem }: OtherFlag): ToolwrightError {
  const message = `${name}: ${words} It was not done: ${problem.message}`;
  const hint = `${problem.hint ?? ''} toolwright rollout rollback ${name} takes it back whatever the flag is like.`;
  return new ToolwrightError('rollout-step-undone', message, { hint });
}

export function refused(name: string, why: string): ToolwrightError {
  return new ToolwrightError('rollout-refused', `${name}: ${why}`, {
    hint: 'toolwright rollout status shows where it stands, and what may be done.',
  });
}
