import type { RecordedRun, RunResult } from '#protocol';
import { standardCases as casesOf } from '../inputs/standardCases.ts';
import { spread } from '../mutation/sample.ts';
import { type CheckDefinition, counted, failed, passed, shown, skipped } from './examination.ts';

/** Boundary values of the schema end well: with a value that the schema allows, or with an error of the code's own. */
export const standardCases: CheckDefinition = {
  name: 'standard-cases',
  level: 'STANDARD',
  check: async ({ capability, policy, run, inputProblems, outputProblems, recorded }) => {
    const [example] = capability.examples;
    const found = casesOf(capability.manifest.input, (value) => inputProblems(value).length === 0, example?.input);
    const cases = spread(found, policy.standard.cases);
    if (cases.length === 0) return skipped('The input’s schema has no boundary values.');
    const results = await Promise.all(cases.map(({ input }) => run(input, { world: example?.world })));
    const wrong: string[] = [];
    let errors = 0;
    for (const [index, { name, input }] of cases.entries()) {
      const result = results[index] as RunResult;
      const reason = isBad(result, outputProblems);
      if (result.status === 'error') errors++;
      if (reason !== undefined) wrong.push(`${name} (${shown(input)}): ${reason}`);
      const run: RecordedRun = { name, kind: 'standard', input, result, passed: reason === undefined };
      recorded.push(reason === undefined ? run : { ...run, reason });
    }
    if (wrong.length > 0)
      return failed(`${wrong.length} of ${counted(cases.length, 'boundary case')} ended badly.`, wrong);
    const refused = errors === 0 ? '' : `; it refused ${errors} with an error of its own`;
    return passed(`${counted(cases.length, 'boundary case')} ended well${refused}.`);
  },
};

/** Why an end is bad; an error that the code throws is a clean refusal. */
export function isBad(result: RunResult, outputProblems: (value: never) => readonly string[]): string | undefined {
  if (result.status === 'error') return undefined;
  if (result.status !== 'ok') return `${result.status}: ${result.message}`;
  const [problem] = outputProblems(result.value as never);
  return problem === undefined ? undefined : `${shown(result.value)} is not allowed by the output’s schema: ${problem}`;
}
