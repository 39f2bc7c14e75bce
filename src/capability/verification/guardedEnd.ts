import { guardErrors } from '#capability/safety';
import type { RunFailure, RunResult } from '#protocol';

const meanings: readonly (readonly [name: string, status: RunFailure])[] = [
  [guardErrors.output, 'invalid-output'],
  [guardErrors.budget, 'timeout'],
  [guardErrors.memory, 'out-of-memory'],
];

/**
 * The end of a run whose program `prepare` made. What its guards throw arrives as an error like any other, and is told
 * here as what it means: a value that the schema forbids is no refusal of the code's own.
 */
export function guardedEnd(result: RunResult): RunResult {
  if (result.status !== 'error') return result;
  const { message } = result;
  const meant = meanings.find(([name]) => message.startsWith(`${name}: `));
  return meant ? { ...result, status: meant[1], message: message.slice(meant[0].length + 2) } : result;
}
