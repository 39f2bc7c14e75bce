import { CancelledError, ToolwrightError, throwIfCancelled } from '#base';
import type { MutationReport } from '#protocol';
import type { Mutant } from '../mutation/mutants.ts';
import { spread } from '../sample.ts';
import { type CheckDefinition, type Examination, passed, skipped, warned } from './examination.ts';
import { differs } from './examples.ts';

/**
 * Changes the code in small ways, one at a time, and looks whether an example notices: examples that hold for a wrong
 * program as well say little about the right one. A mutant that never ends is noticed; one that is no program, or that
 * could not be run, says nothing of the examples and does not count.
 */
export const mutation: CheckDefinition = {
  name: 'mutation',
  level: 'COMPREHENSIVE',
  check: async (examination) => {
    const { capability, policy, task } = examination;
    const most = policy.comprehensive.mutants;
    if (most === 0) return skipped('The policy asks for no mutants.');
    if (capability.examples.length === 0) return skipped('There are no examples that could notice a change.');
    // It brings the compiler, which is loaded where something is verified and nowhere else.
    const { mutantsOf } = await import('../mutation/mutants.ts');
    const made = spread(mutantsOf(capability.source), most);
    const fates = await Promise.all(made.map((mutant) => fateOf(mutant, examination)));
    throwIfCancelled(task.signal);
    const withFate = (fate: Fate) => made.filter((_, index) => fates[index] === fate);
    const survivors = withFate('unnoticed').map(({ line, change }) => ({ line, change }));
    const killed = withFate('noticed').length;
    const report: MutationReport = { mutants: killed + survivors.length, killed, survivors };
    const untried = made.length - report.mutants;
    if (report.mutants === 0) {
      const said = untried === 0 ? 'There is nothing in it to change.' : 'No change of the code could be run.';
      return { ...warned(said), mutation: report };
    }
    const left = untried === 0 ? '' : ` ${untried} more could not be run.`;
    const said = `The examples notice ${killed} of ${report.mutants} small changes of the code.${left}`;
    const details = survivors.map(({ line, change }) => `index.ts:${line}: ${change} goes unnoticed`);
    const enough = killed / report.mutants >= policy.comprehensive.mutationScore;
    return { ...(enough ? passed(said, details) : warned(said, details)), mutation: report };
  },
};

type Fate = 'noticed' | 'unnoticed' | 'untried';

async function fateOf({ source }: Mutant, { capability, prepare, run }: Examination): Promise<Fate> {
  try {
    const program = await prepare(source);
    for (const example of capability.examples) {
      const result = await run(example.input, { world: example.world, program });
      // A worker that is lost, or that none could be started: that is the sandbox's end, not the mutant's.
      if (result.status === 'cancelled' || result.status === 'crashed') return 'untried';
      if (differs(example, result) !== undefined) return 'noticed';
    }
    return 'unnoticed';
  } catch (error) {
    if (error instanceof CancelledError || !ToolwrightError.is(error) || !isOfMutant(error)) throw error;
    return 'untried';
  }
}

/** Not for what ends all: no sandbox, no time. */
function isOfMutant({ code }: ToolwrightError): boolean {
  return !code.startsWith('sandbox-') && code !== 'verification-too-long';
}
