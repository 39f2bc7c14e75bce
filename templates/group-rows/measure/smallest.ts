import type { Row } from '../../formats/data.ts';
import { numbersIn } from '../numbers.ts';

/** The column whose numbers count. */
const measured = 'amount';

/** The smallest of the numbers of a group; nothing where there are none. */
export function measure(rows: readonly Row[]): Row {
  const [first, ...others] = numbersIn(rows, measured);
  if (first === undefined) return { smallest: null };
  return { smallest: others.reduce((least, number) => Math.min(least, number), first) };
}
