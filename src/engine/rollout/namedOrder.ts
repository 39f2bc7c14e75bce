import { ToolwrightError } from '#base';
import { byPolicy } from '#capability/rollout';
import { redactTexts } from '#journal';
import type { RolloutOrder } from '#protocol';

/**
 * Who orders something, and why, as both are kept with what is done. The flag file is committed: no secret gets into it with
 * a reason.
 * @throws ToolwrightError `rollout-order-incomplete` where one of them is missing, or the person has the policy's name
 */
export async function namedOrder({
  person,
  reason,
}: RolloutOrder): Promise<{ readonly by: string; readonly reason: string }> {
  if (person.trim() === byPolicy) {
    throw incomplete(
      `A person cannot be named “${byPolicy}”: so the rollouts name what they decide themselves.`,
      'Give another name: --person TEXT.',
    );
  }
  const missing = person.trim() === '' ? 'name of who does it' : reason.trim() === '' ? 'reason' : undefined;
  if (missing !== undefined) {
    throw incomplete(`The ${missing} is empty.`, 'Both are kept with what is done: --person TEXT and --reason TEXT.');
  }
  return { by: person, reason: String(await redactTexts(reason.slice(0, 1000))) };
}

const incomplete = (message: string, hint: string) =>
  new ToolwrightError('rollout-order-incomplete', message, { hint });
