import type { MutationReport, RunResult } from '#protocol';
import { type Mutant, mutantsOf } from '../mutation/mutants.ts';
import { spread } from '../mutation/sample.ts';
import { type CheckDefinition, type Examination, passed, skipped, warned } from './examination.ts';
import { differs } from './examples.ts';

/**
 * Changes the code in small ways, one at a time, and looks whether an example notices: examples that hold for a wrong
 * program as well say little about the right one. A mutant that does not compile, or never ends, is noticed.
 */
export const mutation: CheckDefinition = {
  name: 'mutation',
  level: 'COMPREHENSIVE',
  check: async (examination) => {
    const { capability, policy } = examination;
    const most = policy.comprehensive.mutants;
    if (most === 0) return skipped('The policy asks for no mutants.');
    if (capability.examples.length === 0) return skipped('There are no examples that could notice a change.');
    const mutants = spread(mutantsOf(capability.source), most);
    const noticed = await Promise.all(mutants.map((mutant) => isNoticed(mutant, examination)));
    const survivors = mutants.filter((_, index) => !noticed[index]).map(({ line, change }) => ({ line, change }));
    const report: MutationReport = { mutants: mutants.length, killed: mutants.length - survivors.length, survivors };
    if (report.mutants === 0) return { ...passed('There is nothing in it to change.'), mutation: report };
    const said = `The examples notice ${report.killed} of ${report.mutants} small changes of the code.`;
    const details = survivors.map(({ line, change }) => `index.ts:${line}: ${change} goes unnoticed`);
    const enough = report.killed / report.mutants >= policy.comprehensive.mutationScore;
    return { ...(enough ? passed(said, details) : warned(said, details)), mutation: report };
  },
};

async function isNoticed({ source }: Mutant, { capability, prepare, run }: Examination): Promise<boolean> {
  try {
    const program = await prepare(source);
    for (const example of capability.examples) {
      const result: RunResult = await run(example.input, { world: example.world, program });
      if (result.status === 'cancelled') return false;
      if (differs(example, result) !== undefined) return true;
    }
    return false;
  } catch {
    return true;
  }
}
