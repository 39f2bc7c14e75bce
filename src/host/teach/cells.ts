import * as vscode from 'vscode';
import { type CsvCell, csvTableOf } from '#engine';
import { type Piece, refuseMany, type Selected } from './pieces.ts';

/** The cells of one column of a table. */
export interface ColumnPieces {
  readonly pieces: readonly Piece[];
  /** What the header calls it; else its number, counted from 1. */
  readonly column: string;
  readonly delimiter: string;
}

/**
 * The cells of a column, without the header and without empty ones, where something within one cell of a CSV or TSV
 * document is selected; undefined elsewhere, and where a quote of the document is never closed.
 * @throws ToolwrightError `too-many-lines`, `too-large`
 */
export function columnPiecesOf({ document, selections }: Selected): ColumnPieces | undefined {
  const [selection, ...more] = selections;
  if (!isTable(document) || selection === undefined || more.length > 0 || selection.isEmpty) return undefined;
  const text = document.getText();
  refuseMany(text.length, 0);
  const table = csvTableOf(text);
  if (table === undefined) return undefined;
  const ends = [document.offsetAt(selection.start), document.offsetAt(selection.end)] as const;
  const column = [table.first, ...table.records].map((cells) => placeOf(cells, ends)).find((at) => at >= 0);
  if (column === undefined) return undefined;
  const cells = table.records.flatMap((record) => record[column] ?? []).filter((cell) => cell.text.trim() !== '');
  refuseMany(text.length, cells.length);
  if (cells.length === 0) return undefined;
  const pieces = cells.map(({ offset, length, text: said }) => ({
    range: new vscode.Range(document.positionAt(offset), document.positionAt(offset + length)),
    text: said,
  }));
  return { pieces, column: table.header?.[column]?.trim() || String(column + 1), delimiter: table.delimiter };
}

/** The language that extensions for tables give a document (`csv`, `csv (semicolon)`, `tsv`), or its name. */
function isTable({ languageId, fileName }: vscode.TextDocument): boolean {
  return /\b[ct]sv\b/.test(languageId) || /\.[ct]sv$/i.test(fileName);
}

/** Which cell holds all that is between two places; -1 where none does. */
function placeOf(cells: readonly CsvCell[], [start, end]: readonly [number, number]): number {
  return cells.findIndex(({ offset, length }) => offset <= start && end <= offset + length);
}
