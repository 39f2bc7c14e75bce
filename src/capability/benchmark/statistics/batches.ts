/**
 * Splits a series into so many stretches of about the same length, in order, and takes one figure of each. Neighbours in a
 * series of times resemble each other; figures of long enough stretches hardly do, so that tests for independent values hold
 * for them (the method of batch means).
 */
export function batched<T>(values: readonly T[], batches: number, figure: (stretch: readonly T[]) => number): number[] {
  const count = Math.max(1, Math.min(batches, values.length));
  return Array.from({ length: count }, (_, at) =>
    figure(values.slice(Math.floor((at * values.length) / count), Math.floor(((at + 1) * values.length) / count))),
  );
}
