import { isDeepStrictEqual } from 'node:util';
import { asExpected, type Example, proposedBy, type RecordedRun, type RunResult } from '#protocol';
import { type CheckDefinition, counted, failed, passed, shown, warned } from './examination.ts';

/** Each example comes to what it says. */
export const examples: CheckDefinition = {
  name: 'examples',
  level: 'STANDARD',
  check: async ({ capability, run, recorded }) => {
    if (capability.examples.length === 0) {
      return warned('There are no examples: nobody has said what it should do.', ['Add some to examples.json.']);
    }
    const results = await Promise.all(
      capability.examples.map((example) => run(example.input, { world: example.world })),
    );
    const wrong: string[] = [];
    for (const [index, example] of capability.examples.entries()) {
      const result = results[index] as RunResult;
      const run = recordedRun(example, result);
      if (run.reason !== undefined) wrong.push(`${example.name}: ${run.reason}`);
      recorded.push(run);
    }
    const all = counted(capability.examples.length, 'example');
    if (wrong.length > 0) return failed(`${wrong.length} of ${all} came to something else.`, wrong);
    return passed(
      capability.examples.length === 1 ? 'The example came to what it says.' : `All ${all} came to what they say.`,
    );
  },
};

/** One example with what came of it. */
export function recordedRun(example: Example, result: RunResult): RecordedRun {
  const reason = differs(example, result);
  return {
    name: example.name,
    kind: 'example',
    input: example.input,
    expected: example.error === undefined ? { output: example.output ?? null } : { error: example.error },
    result,
    passed: reason === undefined,
    ...(reason === undefined ? {} : { reason }),
  };
}

/** Why a result is not what the example says; undefined when it is. */
export function differs(example: Example, result: RunResult): string | undefined {
  if (example.error !== undefined) {
    if (result.status === 'ok') return `it came to ${shown(result.value)}, and an error was expected`;
    if (result.status !== 'error') return `${result.status}: ${result.message}`;
    return result.message.includes(example.error)
      ? undefined
      : `the error says “${result.message}”, and “${example.error}” was expected in it`;
  }
  if (result.status !== 'ok') return `${result.status}: ${result.message}`;
  const expected = example.output ?? null;
  return isDeepStrictEqual(result.value, expected)
    ? effectsDiffer(example, result)
    : `it came to ${shown(result.value)}, and ${shown(expected)} was expected`;
}

/** Where an example says what is to be done, that is all of it. */
function effectsDiffer({ effects }: Example, result: RunResult): string | undefined {
  if (effects === undefined) return undefined;
  const asked = asExpected(proposedBy(result.effects));
  const { writes = {}, moves = {}, tasks = [] } = effects;
  const kinds = [
    ['write', asked.writes, writes],
    ['move', asked.moves, moves],
    ['ask for the tasks', asked.tasks, tasks],
  ] as const;
  const wrong = kinds.find(([, got, wanted]) => !isDeepStrictEqual(got, wanted));
  return wrong && `it wants to ${wrong[0]} ${shown(wrong[1])}, and ${shown(wrong[2])} was expected`;
}
