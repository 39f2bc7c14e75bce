import type { Row } from '../formats/data.ts';
import { cellText } from '../formats/rows.ts';

/** The numbers in a column; empty cells are left out. */
export function numbersIn(rows: readonly Row[], column: string): number[] {
  return rows.flatMap((row) => {
    const text = cellText(row[column]).trim();
    if (text === '') return [];
    const number = Number(text);
    if (!Number.isFinite(number)) throw new Error(`"${text}" in the column "${column}" is no number.`);
    return [number];
  });
}

/** Without the traces of binary fractions: 0.1 + 0.2 is 0.3. */
export function rounded(number: number): number {
  return Number(number.toPrecision(12));
}
