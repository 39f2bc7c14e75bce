import * as v from 'valibot';
import { type FailedTest, firstLine } from './failedTest.ts';

const resultsSchema = v.object({
  testResults: v.array(
    v.object({
      name: v.string(),
      assertionResults: v.array(
        v.object({
          status: v.string(),
          title: v.string(),
          ancestorTitles: v.optional(v.array(v.string()), []),
          failureMessages: v.nullish(v.array(v.string()), []),
        }),
      ),
    }),
  ),
});

/** The failed tests of what `vitest --reporter=json` and `jest --json` write; undefined for anything else. */
export function readJson(text: string): FailedTest[] | undefined {
  const read = v.safeParse(resultsSchema, parsed(text));
  if (!read.success) return undefined;
  return read.output.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ title, ancestorTitles, failureMessages }) => ({
        file: name,
        titles: [...ancestorTitles.filter((one) => one !== ''), title],
        ...(failureMessages?.[0] === undefined ? {} : { message: firstLine(failureMessages[0]) }),
      })),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
