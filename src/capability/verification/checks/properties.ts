import fc from 'fast-check';
import type { PlainData, RunResult } from '#protocol';
import { arbitraryOf } from '../inputs/arbitrary.ts';
import { UnsatisfiableSchema } from '../inputs/unsatisfiable.ts';
import { type CheckDefinition, type Examination, failed, passed, shown, skipped, were } from './examination.ts';
import { isBad, isRefusal } from './standardCases.ts';

/** Whatever the input's schema allows ends well; what does not is shrunk to the smallest input that shows it. */
export const properties: CheckDefinition = {
  name: 'properties',
  level: 'COMPREHENSIVE',
  check: async (examination) => {
    const { capability, policy, seed, task } = examination;
    const numRuns = policy.comprehensive.propertyRuns;
    if (numRuns === 0) return skipped('The policy asks for no drawn inputs.');
    try {
      const inputs = arbitraryOf(capability.manifest.input);
      const runs: Drawn[] = [];
      const details = await fc.check(
        fc.asyncProperty(inputs, async (input) => {
          if (task.signal?.aborted) fc.pre(false);
          await tryOne(input, examination, runs);
        }),
        { numRuns, seed, interruptAfterTimeLimit: timeLimit, maxSkipsPerRun: 20 },
      );
      return judged(examination, runs, details);
    } catch (error) {
      if (error instanceof UnsatisfiableSchema)
        return failed(`No input can be drawn from its schema: ${error.message}.`);
      throw error;
    }
  },
};

/** Milliseconds; what was tried until then counts. */
const timeLimit = 8000;

interface Drawn {
  readonly input: PlainData;
  readonly result: RunResult;
  readonly reason: string | undefined;
}

async function tryOne(input: PlainData, examination: Examination, runs: Drawn[]): Promise<void> {
  // Keywords that drawing knows nothing of may refuse some of what is drawn.
  fc.pre(examination.inputProblems(input).length === 0);
  const result = await examination.run(input, { world: examination.capability.examples[0]?.world });
  const reason = isBad(result, examination.outputProblems);
  runs.push({ input, result, reason });
  if (reason !== undefined) throw new Error(reason);
}

function judged({ recorded }: Examination, runs: readonly Drawn[], details: fc.RunDetails<[PlainData]>) {
  const ended = runs.filter(({ reason }) => reason === undefined).length;
  if (!details.failed || !details.counterexample) {
    const refused = runs.filter(({ result }) => isRefusal(result)).length;
    const said = refused === 0 ? '' : `; ${were(refused)} refused with an error`;
    if (ended === 0) return skipped('No input could be drawn from its schema.');
    return passed(`${ended} drawn inputs ended well${said}.`, [`seed ${details.seed}`]);
  }
  const [input] = details.counterexample;
  const last = runs.findLast((run) => run.reason !== undefined && shown(run.input) === shown(input)) ?? runs.at(-1);
  if (last?.reason !== undefined) {
    recorded.push({
      name: 'smallest input that fails',
      kind: 'property',
      input,
      result: last.result,
      passed: false,
      reason: last.reason,
    });
  }
  return failed(`An input that its schema allows ends badly: ${shown(input)}.`, [
    last?.reason ?? 'unknown',
    `after ${details.numRuns} inputs, made smaller ${details.numShrinks} times; seed ${details.seed}, path ${details.counterexamplePath}`,
  ]);
}
