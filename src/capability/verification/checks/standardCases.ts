import type { RecordedRun, RunResult } from '#protocol';
import { standardCases as casesOf } from '../inputs/standardCases.ts';
import { spread } from '../mutation/sample.ts';
import { type CheckDefinition, counted, failed, passed, shown, skipped, were } from './examination.ts';

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
    let refusals = 0;
    for (const [index, { name, input }] of cases.entries()) {
      const result = results[index] as RunResult;
      const reason = isBad(result, outputProblems);
      if (isRefusal(result)) refusals++;
      if (reason !== undefined) wrong.push(`${name} (${shown(input)}): ${reason}`);
      const run: RecordedRun = { name, kind: 'standard', input, result, passed: reason === undefined };
      recorded.push(reason === undefined ? run : { ...run, reason });
    }
    if (wrong.length > 0)
      return failed(`${wrong.length} of ${counted(cases.length, 'boundary case')} ended badly.`, wrong);
    const refused = refusals === 0 ? '' : `; ${were(refusals)} refused with an error`;
    return passed(`${counted(cases.length, 'boundary case')} ended well${refused}.`);
  },
};

/** What was asked for is not done, and said so: by the code, or because it asked for more than it is granted. */
export function isRefusal({ status }: RunResult): boolean {
  return status === 'error' || status === 'permission';
}

/** Why an end is bad. An error that the code throws is a clean refusal, and so is one that the sandbox's walls made. */
export function isBad(result: RunResult, outputProblems: (value: never) => readonly string[]): string | undefined {
  if (isRefusal(result)) return undefined;
  if (result.status !== 'ok') return `${result.status}: ${result.message}`;
  const [problem] = outputProblems(result.value as never);
  return problem === undefined ? undefined : `${shown(result.value)} is not allowed by the output’s schema: ${problem}`;
}
