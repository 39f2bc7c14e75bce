import type { PlainData } from '#protocol';
import type { Coverage } from '../coverage/coverage.ts';
import { type CheckDefinition, passed, skipped, warned } from './examination.ts';

/** Less than this share of the branches is told as a warning. */
const enough = 0.8;

/** How much of the code the examples go through, measured by running it with marks in it. */
export const coverage: CheckDefinition = {
  name: 'coverage',
  level: 'STANDARD',
  check: async ({ capability, prepare, run }) => {
    const { source, examples } = capability;
    if (examples.length === 0) return skipped('There are no examples to measure.');
    // It brings the compiler, which is loaded where something is verified and nowhere else.
    const { instrument, tellingWhereItWent } = await import('../coverage/instrument.ts');
    const instrumented = instrument(source);
    const { branches } = instrumented;
    const program = tellingWhereItWent(await prepare(instrumented.source), instrumented);
    if (program === undefined) return skipped('The code cannot be measured.');
    const gone = new Set<number>();
    const ends = await Promise.all(examples.map(({ input, world }) => run(input, { world, program })));
    for (const end of ends) {
      if (end.status !== 'ok') continue;
      for (const [index, mark] of (end.value as readonly PlainData[]).entries()) if (mark === 1) gone.add(index);
    }
    const missed = branches.filter((_, index) => !gone.has(index));
    const found: Coverage = { branches: branches.length, missed };
    const said = `The examples go through ${branches.length - missed.length} of ${branches.length} branch${branches.length === 1 ? '' : 'es'} of the code.`;
    const details = missed.map(({ line, what }) => `index.ts:${line}: no example where ${what}`);
    const share = branches.length === 0 ? 1 : 1 - missed.length / branches.length;
    return { ...(share < enough ? warned(said, details) : passed(said, details)), coverage: found };
  },
};
