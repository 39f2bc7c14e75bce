import type { Row } from '../../formats/data.ts';
import { numbersIn, rounded } from '../numbers.ts';

/** The column whose numbers count. */
const measured = 'amount';

/** The mean of the numbers of a group; nothing where there are none. */
export function measure(rows: readonly Row[]): Row {
  const numbers = numbersIn(rows, measured);
  const sum = numbers.reduce((total, number) => total + number, 0);
  return { average: numbers.length === 0 ? null : rounded(sum / numbers.length) };
}
