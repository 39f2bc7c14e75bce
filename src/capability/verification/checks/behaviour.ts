import { isDeepStrictEqual } from 'node:util';
import { throwIfCancelled } from '#base';
import type { Example, RunResult } from '#protocol';
import { type CheckDefinition, counted, failed, passed, shown, skipped, warned } from './examination.ts';

/** What it did beyond returning a value, over all runs of it so far, those on drawn inputs among them. */
export const sideEffects: CheckDefinition = {
  name: 'side-effects',
  level: 'COMPREHENSIVE',
  check: ({ recorded, effects: { calls, runs } }) => {
    const details = [...calls].map(([call, { made, first }]) => `${call}: ${made} times, first with ${first}`);
    // Inputs that nobody wrote may well lead it beyond what it is granted: there the refusal is what should happen.
    const asMeant = recorded.filter(({ kind }) => kind === 'example').flatMap(({ result }) => result.effects);
    const refused = asMeant.filter((effect) => effect.refused !== undefined);
    if (refused.length > 0) {
      const whys = refused.map(({ call, refused: why }) => `${call}: ${why}`);
      return failed(`In its examples it asked ${refused.length} times for what it is not granted.`, whys);
    }
    if (calls.size === 0) return passed(`It did nothing but return a value, in ${counted(runs, 'run')}.`);
    const sum = (count: 'made' | 'refused') => [...calls.values()].reduce((all, one) => all + one[count], 0);
    const beyond = sum('refused');
    const said = beyond === 0 ? 'none refused' : `${beyond} refused, on generated inputs`;
    return passed(`${counted(sum('made'), 'call')} of granted functions in ${counted(runs, 'run')}, ${said}.`, details);
  },
};

/** The same input comes to the same end: again and again, and whatever ran before. */
export const determinism: CheckDefinition = {
  name: 'determinism',
  level: 'COMPREHENSIVE',
  check: async ({ capability, policy, run, recorded, task }) => {
    const { examples } = capability;
    if (examples.length === 0) return skipped('There are no examples to repeat.');
    const first = new Map(recorded.filter(({ kind }) => kind === 'example').map(({ name, result }) => [name, result]));
    const wrong: string[] = [];
    for (let turn = 1; turn < policy.comprehensive.repetitions; turn++) {
      // Every other turn in reverse, and one after another: state that is kept from run to run shows itself in another order.
      const order: readonly Example[] = turn % 2 === 1 ? examples.toReversed() : examples;
      for (const example of order) {
        const [before, now] = [first.get(example.name), await run(example.input, { world: example.world })];
        throwIfCancelled(task.signal);
        if (before && !sameEnd(before, now)) wrong.push(`${example.name}: ${endOf(before)}, then ${endOf(now)}`);
      }
    }
    const times = `${policy.comprehensive.repetitions} runs each, in both orders`;
    if (wrong.length > 0) return failed('The same input came to different ends.', [...new Set(wrong)]);
    return passed(`${counted(examples.length, 'example')} always came to the same end (${times}).`);
  },
};

/** Every value that came out is one that the output's schema allows. */
export const output: CheckDefinition = {
  name: 'output',
  level: 'COMPREHENSIVE',
  check: ({ recorded, outputProblems }) => {
    const values = recorded.flatMap(({ name, result }) =>
      result.status === 'ok' ? [{ name, value: result.value }] : [],
    );
    const wrong = values.flatMap(({ name, value }) =>
      outputProblems(value)
        .slice(0, 1)
        .map((problem) => `${name}: ${problem}`),
    );
    if (wrong.length > 0)
      return failed(`${wrong.length} of ${counted(values.length, 'value')} break the output’s schema.`, wrong);
    if (values.length === 0) return warned('No run came to a value.');
    return passed(
      `${counted(values.length, 'value')} ${values.length === 1 ? 'keeps' : 'keep'} to the output’s schema.`,
    );
  },
};

/** Time and memory differ from run to run; the end must not. */
function sameEnd(a: RunResult, b: RunResult): boolean {
  if (a.status !== b.status) return false;
  if (a.status === 'ok' && b.status === 'ok') return isDeepStrictEqual(a.value, b.value);
  return a.status !== 'error' || b.status !== 'error' || a.message === b.message;
}

function endOf(result: RunResult): string {
  return result.status === 'ok' ? shown(result.value) : `${result.status} (${result.message})`;
}
