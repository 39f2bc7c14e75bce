import { messageOf, type Problem, ToolwrightError } from '#base';
import type { OtherFlag, Rollout, transition } from '#capability/rollout';
import type { RolloutDecision, RolloutRule } from '#protocol';

/** What to do where a flag file has lost something. */
export const lastCommitted = 'Take the last one that was committed.';

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

/**
 * Whoever agreed to what was shown then has not agreed to what it is now.
 * @param seen its revision then; nothing where it was not looked at
 */
export function refuseUnlessSeen(name: string, seen: number | undefined, now: Rollout | undefined): void {
  if (seen === undefined || now?.revision === seen) return;
  const done =
    now && `, by ${now.by}: ${now.command}, and it is ${now.state.replace('-', ' ')} in the stage “${now.stage}”`;
  throw refused(name, `Something has been done to it since${done ?? ''}. Look at it again.`);
}

/** What was overruled is one rule, which was shown: another one that speaks against it now was not seen. */
export function refuseUnlessAgreed(
  name: string,
  overrule: RolloutRule | boolean,
  { rule, words }: RolloutDecision,
): void {
  if (typeof overrule === 'boolean' || overrule === rule) return;
  throw refused(name, `The policy says something else by now. ${words} Look at it again.`);
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

/**
 * There is no rollout of it in the flag file: it may have been lost there.
 * @param last what the journal knows of it
 */
export function notThere(
  name: string,
  last: Pick<Rollout, 'candidate'> | undefined,
  { isThere, file }: { readonly isThere: boolean; readonly file: string },
): ToolwrightError {
  if (last === undefined) return refused(name, 'It was never rolled out: start it first.');
  const message = isThere
    ? `The flag file ${file} has no rollout of it, though version ${last.candidate} was rolled out.`
    : `There is no flag file at ${file}, by which version ${last.candidate} was rolled out.`;
  const hint = isThere ? '' : ` toolwright rollout rollback ${name} takes it back without, too.`;
  return new ToolwrightError('rollout-refused', `${name}: ${message}`, { hint: `${lastCommitted}${hint}` });
}

/** @param failed why, of each that could not be rolled back */
export function stopIncomplete(done: readonly string[], failed: readonly string[]): ToolwrightError {
  const rolledBack = done.length === 0 ? 'Nothing was rolled back.' : `Rolled back: ${done.join(', ')}.`;
  return new ToolwrightError('rollout-stop-incomplete', `${rolledBack} Not rolled back: ${failed.join(' ')}`, {
    hint: 'Try again; until then users of what was not rolled back get what they got before.',
  });
}

export function refused(name: string, why: string): ToolwrightError {
  return new ToolwrightError('rollout-refused', `${name}: ${why}`, {
    hint: 'toolwright rollout status shows where it stands, and what may be done.',
  });
}
