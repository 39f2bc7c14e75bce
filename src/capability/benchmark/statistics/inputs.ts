import { mean } from 'simple-statistics';

/** A figure of a call with one of several inputs. */
export interface OfInput {
  readonly value: number;
  readonly input: number | string;
}

/**
 * One figure of calls with several inputs: its mean over the inputs, so that all of them count the same. Taken of all calls
 * together, a median or a low quantile would be that of the quick inputs, whatever became of the slow ones.
 * @param calls one at least
 */
export function overInputs(calls: readonly OfInput[], figure: (values: readonly number[]) => number): number {
  const byInput = Map.groupBy(calls, ({ input }) => input);
  return mean(Array.from(byInput.values(), (ofOne) => figure(ofOne.map(({ value }) => value))));
}

/** How many different inputs there are. */
export const inputsIn = (calls: readonly Pick<OfInput, 'input'>[]): number =>
  new Set(calls.map(({ input }) => input)).size;
