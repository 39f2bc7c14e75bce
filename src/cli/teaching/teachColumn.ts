import { type TaskOptions, ToolwrightError } from '#base';
import { type CsvCell, type CsvTable, columnOf, csvTableOf, writtenCell } from '#engine';
import type { SynthesisSession, TaughtExample } from '#protocol';
import { counted } from '../output/text.ts';
import { changeInputs, type Taught, wrongExamples } from './lesson.ts';

export interface ColumnLesson {
  readonly intent: string;
  readonly examples: readonly TaughtExample[];
  readonly text: string;
  /** Of the file, as the user wrote it. */
  readonly name: string;
  /** The column that changes, by its name or number. */
  readonly column: string;
  /** The columns that the results are made of; the changed one itself where there is none. */
  readonly from: readonly string[];
  readonly header?: boolean | undefined;
  readonly delimiter?: string | undefined;
}

/** A cell that may become another one, and what it is made of. */
interface Target {
  readonly input: string;
  readonly before: CsvCell;
  /** What is written before it: delimiters of cells that are not there yet. */
  readonly lead: string;
}

/**
 * Learns what becomes of the cells of a column, and changes them in their places; all else stays byte for byte. Empty
 * cells stay, unless they are made of other columns. Undefined where nothing was learned.
 * @throws ToolwrightError `not-csv`, `no-column`, `example-form`
 */
export async function teachColumn(
  session: SynthesisSession,
  lesson: ColumnLesson,
  task: TaskOptions,
): Promise<Taught | undefined> {
  const { intent, text } = lesson;
  const table = tableOf(lesson);
  const sources = lesson.from.map((name) => knownColumn(table, name, lesson.name));
  const isRecord = sources.length > 0;
  const targets = targetsOf(table, lesson, sources);
  if (targets.length === 0) throw noCells(lesson);
  const examples = isRecord ? lesson.examples.map((one) => recordExample(one, table, sources)) : lesson.examples;
  const inputs = targets.map(({ input }) => input);
  const learned = await session.learn({ intent, examples, inputs, json: isRecord }, task);
  if (learned === undefined) return undefined;
  const places = [...inputs.keys()];
  const { outputs, failed } = await changeInputs(session, learned, { inputs, places, step: 'Changing cells' }, task);
  const results = new Map([...outputs].map(([at, output]) => [at, isRecord ? cellText(output) : output]));
  const lines = linesOf(text, targets);
  const said = (input: string) => (isRecord ? csvOf(input, table.delimiter) : input);
  const { question } = learned;
  return {
    learned: question
      ? {
          ...learned,
          question: {
            at: (lines[question.at] ?? 1) - 1,
            input: said(question.input),
            answers: question.answers.map((answer) => (answer === null || !isRecord ? answer : cellText(answer))),
          },
        }
      : learned,
    text: withCells(lesson, table, targets, results),
    changed: targets.filter(({ before }, at) => (results.get(at) ?? before.text) !== before.text).length,
    failed: failed.map(({ line, input }) => ({ line: lines[line - 1] ?? line, input: said(input) })),
    wrong: (await wrongExamples(session, learned, examples, task)).map(({ input, output, given }) =>
      isRecord
        ? { input: said(input), output: cellText(output), given: given === null ? null : cellText(given) }
        : { input, output, given },
    ),
  };
}

function tableOf({ text, name, column, from, header, delimiter }: ColumnLesson): CsvTable {
  const by = delimiter !== undefined && { delimiter };
  const table = csvTableOf(text, { ...by, ...(header !== undefined && { header }) });
  if (table === undefined) {
    throw new ToolwrightError('not-csv', `A double quote in ${name} is never closed.`, {
      hint: 'Correct it; quotes within a cell that has quotes around it are doubled.',
    });
  }
  // Whoever calls a column by what the first record says there takes that for a name.
  const named = [column, ...from].some((one) => table.first.some((cell) => cell.text === one));
  return (header === undefined && named && csvTableOf(text, { ...by, header: true })) || table;
}

function knownColumn(table: CsvTable, name: string, file: string): number {
  const column = columnOf(table, name);
  if (column !== undefined) return column;
  const { header, first } = table;
  const columns = header
    ? `Its columns are ${header.map((one) => JSON.stringify(one)).join(', ')}.`
    : `It has ${first.length}, and no record that names them: give a number from 1 to ${first.length}, or --header.`;
  throw new ToolwrightError('no-column', `There is no column ${JSON.stringify(name)} in ${file}.`, { hint: columns });
}

/** The cells of the column that changes. One that is not there yet is made at the end of each record. */
function targetsOf(table: CsvTable, lesson: ColumnLesson, sources: readonly number[]): Target[] {
  if (sources.length === 0) {
    const column = knownColumn(table, lesson.column, lesson.name);
    return table.records.flatMap((cells) => {
      const before = cells[column];
      return before === undefined || before.text.trim() === '' ? [] : [{ input: before.text, before, lead: '' }];
    });
  }
  const isNew = table.header !== undefined && columnOf(table, lesson.column) === undefined;
  const column = isNew ? table.first.length : knownColumn(table, lesson.column, lesson.name);
  return table.records.map((cells) => {
    const last = cells.at(-1);
    const end = last === undefined ? 0 : last.offset + last.length;
    return {
      input: recordOf(
        cells.map(({ text }) => text),
        table,
        sources,
      ),
      before: cells[column] ?? { offset: end, length: 0, text: '' },
      lead: table.delimiter.repeat(Math.max(0, column + 1 - cells.length)),
    };
  });
}

/** Cells as a record by the names of their columns. */
function recordOf(cells: readonly string[], table: CsvTable, sources: readonly number[]): string {
  return JSON.stringify(Object.fromEntries(sources.map((column) => [nameOf(table, column), cells[column] ?? ''])));
}

function nameOf({ header = [] }: CsvTable, column: number): string {
  const name = header[column]?.trim() ?? '';
  return name === '' || header.indexOf(header[column] ?? '') !== column ? `column ${column + 1}` : name;
}

/** An example that is written as the file is: the cells of the sources, and what comes out. */
function recordExample({ input, output }: TaughtExample, table: CsvTable, sources: readonly number[]): TaughtExample {
  const [cells = []] = csvTableOf(input, { delimiter: table.delimiter, header: false })?.records ?? [];
  if (cells.length !== sources.length) {
    throw new ToolwrightError(
      'example-form',
      `The example ${JSON.stringify(input)} has ${counted(cells.length, 'cell')}, and results are made of ${counted(sources.length, 'column')}.`,
      { hint: `Write one cell for each --from, with ${JSON.stringify(table.delimiter)} between them.` },
    );
  }
  const all: string[] = [];
  for (const [nth, column] of sources.entries()) all[column] = cells[nth]?.text ?? '';
  return { input: recordOf(all, table, sources), output: JSON.stringify(output) };
}

/** A record as its cells are written. */
function csvOf(record: string, delimiter: string): string {
  const cells = Object.values(JSON.parse(record) as Readonly<Record<string, string>>);
  return cells.map((cell) => writtenCell(cell, '', delimiter)).join(delimiter);
}

function cellText(json: string): string {
  const value: unknown = JSON.parse(json);
  return typeof value === 'string' ? value : json;
}

/** 1-based lines of the file on which cells begin. */
function linesOf(text: string, targets: readonly Target[]): readonly number[] {
  let line = 1;
  let next = 0;
  const ends = /\r\n|[\r\n]/g;
  let end = ends.exec(text);
  const lines: number[] = [];
  for (; next < targets.length; next++) {
    const offset = targets[next]?.before.offset ?? 0;
    while (end !== null && end.index < offset) {
      line++;
      end = ends.exec(text);
    }
    lines.push(line);
  }
  return lines;
}

/** The text with other cells, and with the name of the column where that is new. */
function withCells(
  { text, column }: ColumnLesson,
  { delimiter, first, header }: CsvTable,
  targets: readonly Target[],
  results: ReadonlyMap<number, string>,
): string {
  const parts: string[] = [];
  let end = 0;
  const replace = (offset: number, length: number, by: string) => {
    parts.push(text.slice(end, offset), by);
    end = offset + length;
  };
  const last = first.at(-1);
  const isNew = header !== undefined && targets.some(({ lead, before }) => lead !== '' && before.length === 0);
  if (isNew && last && targets.every(({ lead }) => lead !== '')) {
    replace(last.offset + last.length, 0, delimiter + writtenCell(column, '', delimiter));
  }
  for (const [at, { before, lead }] of targets.entries()) {
    const result = results.get(at);
    if (result === undefined || (result === before.text && lead === '')) continue;
    const { offset, length } = before;
    replace(offset, length, lead + writtenCell(result, text.slice(offset, offset + length), delimiter));
  }
  return parts.join('') + text.slice(end);
}

function noCells({ column, name }: ColumnLesson): ToolwrightError {
  return new ToolwrightError('empty', `There is nothing in the column ${JSON.stringify(column)} of ${name}.`, {
    hint: 'Name a column that has cells to change.',
  });
}
