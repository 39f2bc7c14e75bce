import type { Example, RecordedRun, RunResult } from '#protocol';
import { standardCases as casesOf, type StandardCase } from '../inputs/standardCases.ts';
import { spread } from '../sample.ts';
import { endingOf } from './ending.ts';
import { type CheckDefinition, counted, failed, passed, shown, skipped, warned, were } from './examination.ts';
import { worldsOf } from './worlds.ts';

/** Boundary values of the schema end well: with a value that the schema allows, or with an error of the code's own. */
export const standardCases: CheckDefinition = {
  name: 'standard-cases',
  level: 'STANDARD',
  check: async (examination) => {
    const { capability, policy, run, inputProblems, recorded } = examination;
    const isValid = (value: Example['input']) => inputProblems(value).length === 0;
    // Each world has its own names of files and addresses; what is not from the same example would find nothing there.
    const found = new Map<string, StandardCase & { readonly world: Example['world'] }>();
    for (const { world, inputs } of worldsOf(capability.examples)) {
      for (const one of casesOf(capability.manifest.input, isValid, inputs[0]))
        found.set(JSON.stringify([one.input, world]), { ...one, world });
    }
    const cases = spread([...found.values()], policy.standard.cases);
    if (cases.length === 0) return skipped('The input’s schema has no boundary values.');
    const results = await Promise.all(cases.map(({ input, world }) => run(input, { world })));
    const wrong: string[] = [];
    let refusals = 0;
    for (const [index, { name, input }] of cases.entries()) {
      const result = results[index] as RunResult;
      const ending = endingOf(result, examination);
      if (ending.kind === 'refusal') refusals++;
      const tried: RecordedRun = { name, kind: 'standard', input, result, passed: ending.kind !== 'bad' };
      recorded.push(ending.kind === 'bad' ? { ...tried, reason: ending.reason } : tried);
      if (ending.kind === 'bad') wrong.push(`${name} (${shown(input)}): ${ending.reason}`);
    }
    const all = counted(cases.length, 'boundary case');
    if (wrong.length > 0) return failed(`${wrong.length} of ${all} ended badly.`, wrong);
    if (refusals === cases.length)
      return warned(`All ${all} were refused with an error: what it does with such inputs is not known.`);
    return passed(`${all} ended well${refusals === 0 ? '' : `; ${were(refusals)} refused with an error`}.`);
  },
};
