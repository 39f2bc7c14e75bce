import type { Row } from '../../formats/data.ts';
import { numbersIn, rounded } from '../numbers.ts';

/** The column whose numbers count. */
const measured = 'amount';

/** The sum of the numbers of a group. */
export function measure(rows: readonly Row[]): Row {
  return { sum: rounded(numbersIn(rows, measured).reduce((sum, number) => sum + number, 0)) };
}
