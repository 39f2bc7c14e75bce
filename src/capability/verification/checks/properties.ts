import { setImmediate } from 'node:timers/promises';
import fc, { type Arbitrary } from 'fast-check';
import { CancelledError, throwIfCancelled } from '#base';
import type { Example, PlainData, RunResult } from '#protocol';
import { arbitraryOf } from '../inputs/arbitrary.ts';
import { UndrawableSchema, UnsatisfiableSchema } from '../inputs/unsatisfiable.ts';
import { type Ending, endingOf } from './ending.ts';
import {
  type CheckDefinition,
  counted,
  type Examination,
  type Finding,
  failed,
  passed,
  shown,
  skipped,
  warned,
  were,
} from './examination.ts';
import { worldsOf } from './worlds.ts';

/** Whatever the input's schema allows ends well; what does not is shrunk to the smallest input that shows it. */
export const properties: CheckDefinition = {
  name: 'properties',
  level: 'COMPREHENSIVE',
  check: async (examination) => {
    const { policy, seed, task } = examination;
    const numRuns = policy.comprehensive.propertyRuns;
    if (numRuns === 0) return skipped('The policy asks for no drawn inputs.');
    const trial = new Trial(examination);
    try {
      const details = await fc.check(
        fc.asyncProperty(inputsOf(examination, trial.gaveUp), (drawn) => trial.tryOne(drawn)),
        { numRuns, seed, interruptAfterTimeLimit: timeLimit, maxSkipsPerRun: 20 },
      );
      throwIfCancelled(task.signal);
      if (trial.broken !== undefined) throw trial.broken;
      return judged(trial, details, numRuns);
    } catch (error) {
      if (error instanceof UnsatisfiableSchema) return failed(`Its input’s schema allows nothing: ${error.message}.`);
      if (error instanceof UndrawableSchema)
        return warned(`No inputs could be drawn from its schema, so none were tried: ${error.message}.`);
      throw error;
    }
  },
};

/** Milliseconds; what was tried until then counts. */
const timeLimit = 8000;

interface Drawn {
  readonly input: PlainData;
  readonly world: Example['world'];
}

/** Inputs for each world of the examples: drawn, with the texts that belong to this world among them. */
function inputsOf({ capability }: Examination, gaveUp: Set<string>): Arbitrary<Drawn> {
  const ofWorlds = worldsOf(capability.examples).map(({ world, inputs }) =>
    arbitraryOf(capability.manifest.input, { known: inputs, gaveUp: (what) => gaveUp.add(what) }).map(
      (input): Drawn => ({ input, world }),
    ),
  );
  return fc.oneof(...ofWorlds);
}

interface Tried extends Drawn {
  readonly result: RunResult;
  readonly ending: Ending;
}

/** The runs of one check. */
class Trial {
  readonly examination: Examination;
  readonly tried: Tried[] = [];
  /** What could not be drawn. */
  readonly gaveUp = new Set<string>();
  /** Why nothing can be run any more; no fault of the input that was just tried. */
  broken: unknown;

  constructor(examination: Examination) {
    this.examination = examination;
  }

  /** @throws Error where the input ends badly, for fast-check to look for a smaller one */
  async tryOne({ input, world }: Drawn): Promise<void> {
    // Drawing waits for nothing: without this, nobody could cancel while all that is drawn is dropped.
    await setImmediate();
    const { run, inputProblems, task } = this.examination;
    if (task.signal?.aborted) this.broken ??= new CancelledError();
    // Keywords that drawing knows nothing of may refuse some of what is drawn.
    fc.pre(this.broken === undefined && inputProblems(input).length === 0);
    const result = await run(input, { world }).catch((error: unknown) => {
      this.broken = error;
    });
    fc.pre(result !== undefined && result.status !== 'cancelled');
    const ending = endingOf(result, this.examination);
    this.tried.push({ input, world, result, ending });
    if (ending.kind === 'bad') throw new Error(ending.reason);
  }
}

function judged({ tried, gaveUp, examination }: Trial, details: fc.RunDetails<[Drawn]>, wanted: number): Finding {
  if (details.failed && details.counterexample)
    return counterexample(tried, details.counterexample[0], details, examination);
  const refused = tried.filter(({ ending }) => ending.kind === 'refusal').length;
  const seed = `seed ${details.seed}`;
  const notDrawn = [...gaveUp].map((what) => `could not be drawn: ${what}`);
  if (tried.length === 0) return warned('No input could be drawn that its schema allows, so none was tried.', notDrawn);
  const said = `${counted(tried.length, 'drawn input')} ended well${refused === 0 ? '' : `; ${were(refused)} refused with an error`}.`;
  if (details.failed)
    return warned(`Of ${wanted} inputs only ${tried.length} could be drawn that its schema allows. ${said}`, [
      seed,
      ...notDrawn,
    ]);
  if (notDrawn.length > 0) return warned(`${said} Not all that its schema allows was drawn.`, [seed, ...notDrawn]);
  if (refused > 0.9 * tried.length)
    return warned(`Nearly all drawn inputs were refused, so little is known of what it does. ${said}`, [seed]);
  return passed(details.interrupted ? `${said} Then the time for it was up.` : said, [seed]);
}

function counterexample(
  tried: readonly Tried[],
  { input }: Drawn,
  details: fc.RunDetails<[Drawn]>,
  { recorded }: Examination,
): Finding {
  const bad = tried.filter(({ ending }) => ending.kind === 'bad');
  const last = bad.findLast((one) => shown(one.input) === shown(input)) ?? bad.at(-1);
  const reason = last?.ending.kind === 'bad' ? last.ending.reason : 'unknown';
  if (last)
    recorded.push({
      name: 'smallest input that fails',
      kind: 'property',
      input,
      result: last.result,
      passed: false,
      reason,
    });
  return failed(`An input that its schema allows ends badly: ${shown(input)}.`, [
    reason,
    `after ${details.numRuns} inputs, made smaller ${details.numShrinks} times; seed ${details.seed}, path ${details.counterexamplePath}`,
  ]);
}
