import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { ToolwrightError } from '#base';
import { jsonValuesOf } from './jsonValues.ts';

/** What one can still look through, and what is changed in a moment. */
const mostPieces = 100_000;

/** A part of a document that becomes something else. It is on one line, or a value of JSON. */
export interface Piece {
  readonly range: vscode.Range;
  /** Of a value: as JSON on one line. */
  readonly text: string;
}

/**
 * The items of a JSON document, or its one value, where nothing is selected in it; undefined elsewhere, and where the
 * document is not JSON at the moment.
 * @throws ToolwrightError `too-many-lines`
 */
export function jsonPiecesOf({
  document,
  selections,
}: Pick<vscode.TextEditor, 'document' | 'selections'>): Piece[] | undefined {
  if (!['json', 'jsonc'].includes(document.languageId)) return undefined;
  if (selections.length > 1 || selections.some((selection) => !selection.isEmpty)) return undefined;
  const values = jsonValuesOf(document.getText());
  if (values !== undefined && values.length > mostPieces) throw tooMany();
  return values?.map(({ offset, length, text }) => ({
    range: new vscode.Range(document.positionAt(offset), document.positionAt(offset + length)),
    text,
  }));
}

/**
 * The parts that are meant: what is selected within lines (as a column, or with several cursors), the lines of longer
 * selections and of several cursors, or all lines where nothing is selected. Blank ones are left out.
 * @throws ToolwrightError `nothing-to-teach`, `too-many-lines`, `binary`
 */
export function piecesOf({ document, selections }: Pick<vscode.TextEditor, 'document' | 'selections'>): Piece[] {
  const places = new Map<string, vscode.Range>();
  for (const range of selections.flatMap((selection) => rangesOf(document, selection, selections.length > 1))) {
    places.set(`${range.start.line}:${range.start.character}-${range.end.character}`, range);
    if (places.size > mostPieces) throw tooMany();
  }
  const pieces = [...places.values()]
    .map((range) => ({ range, text: document.getText(range) }))
    .filter(({ text }) => text.trim() !== '')
    .sort((a, b) => a.range.start.compareTo(b.range.start));
  if (pieces.length === 0) {
    throw new ToolwrightError('nothing-to-teach', l10n.t('There is no text to change'), {
      hint: l10n.t('Select the lines, or a column of them.'),
    });
  }
  if (pieces.some(({ text }) => text.includes('\0'))) {
    throw new ToolwrightError('binary', l10n.t('This is no text'), { hint: l10n.t('Open a text file.') });
  }
  return pieces;
}

function rangesOf(document: vscode.TextDocument, selection: vscode.Selection, several: boolean): vscode.Range[] {
  const { start, end } = selection;
  if (selection.isSingleLine && !selection.isEmpty) return [new vscode.Range(start, end)];
  if (selection.isEmpty && !several) return linesOf(document, 0, document.lineCount - 1);
  // A selection that ends before the first letter of a line does not mean that line.
  const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  return linesOf(document, start.line, last);
}

function linesOf(document: vscode.TextDocument, first: number, last: number): vscode.Range[] {
  if (last - first >= mostPieces) throw tooMany();
  return Array.from({ length: last - first + 1 }, (_, at) => document.lineAt(first + at).range);
}

function tooMany(): ToolwrightError {
  return new ToolwrightError('too-many-lines', l10n.t('These are more lines than can be looked through'), {
    hint: l10n.t('Select fewer, or use “toolwright teach” on the command line, which takes files up to 50 MB.'),
  });
}
