import { read } from '../formats/read/csv.ts';
import { cellText, columnsOf, rowsOf } from '../formats/rows.ts';
import { problemsOf } from './rule/filled.ts';

/** The column that is looked at. */
const column = 'name';

export interface Input {
  readonly text: string;
}

export interface Finding {
  /** 1 for the first row below the header. */
  readonly row: number;
  readonly value: string;
  readonly problem: string;
}

/** Checks that each {column} in {format} is {rule}, and lists those that are not. */
export function run({ text }: Input): Finding[] {
  const rows = rowsOf(read(text));
  if (!columnsOf(rows).includes(column)) throw new Error(`There is no column "${column}".`);
  const values = rows.map((row) => cellText(row[column]).trim());
  const problems = problemsOf(values);
  return values.flatMap((value, at) => {
    const problem = problems[at];
    return problem === undefined ? [] : [{ row: at + 1, value, problem }];
  });
}
