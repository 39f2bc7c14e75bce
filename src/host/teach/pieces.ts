import { setImmediate } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { ToolwrightError } from '#base';
import { jsonValuesOf, type Loss } from '#engine';
import { bytes } from '../texts/quantities.ts';

/** What one can still look through, and what VS Code changes in a moment in the thread that all extensions share. */
const most = {
  pieces: 10_000,
  /** Letters of all pieces together. */
  letters: 5_000_000,
  /** Letters of one piece: what is learned is a rule for lines, not for books. */
  piece: 100_000,
  /** Letters of a JSON document or a table: it is read at once. */
  document: 1_000_000,
};
/** Lines that are read between two turns of others. */
const turn = 1000;

/** A part of a document that becomes something else. It is on one line, or a value of JSON, or a cell of a table. */
export interface Piece {
  readonly range: vscode.Range;
  /** Of a value: as JSON on one line. Of a cell: what it says, without its quotes. */
  readonly text: string;
  /** What of a value would get lost: it stays as it is. */
  readonly loss?: Loss;
}

export type Selected = Pick<vscode.TextEditor, 'document' | 'selections'>;

/**
 * The items of a JSON document, or its one value, where nothing is selected in it; undefined elsewhere, and where the
 * document is not JSON at the moment.
 * @throws ToolwrightError `too-many-lines`, `too-large`
 */
export function jsonPiecesOf({ document, selections }: Selected): readonly Piece[] | undefined {
  if (!['json', 'jsonc'].includes(document.languageId)) return undefined;
  if (selections.length > 1 || selections.some((selection) => !selection.isEmpty)) return undefined;
  const text = document.getText();
  refuseMany(text.length, 0);
  const values = jsonValuesOf(text);
  refuseMany(text.length, values?.length ?? 0);
  return values?.map(({ offset, length, ...value }) => ({
    range: new vscode.Range(document.positionAt(offset), document.positionAt(offset + length)),
    ...value,
  }));
}

/**
 * The parts that are meant: what is selected within lines (as a column, or with several cursors), the lines of longer
 * selections and of several cursors, or all lines where nothing is selected. Blank ones are left out. Others have their
 * turns while it reads.
 * @throws ToolwrightError `nothing-to-teach`, `too-many-lines`, `too-large`, `binary`
 */
export async function piecesOf({ document, selections }: Selected): Promise<readonly Piece[]> {
  refuseBinary(document.getText());
  const pieces: Piece[] = [];
  let letters = 0;
  let read = 0;
  for (const range of rangesOf(document, selections)) {
    if (++read % turn === 0) await setImmediate();
    // Two cursors on a line mean it once.
    const before = pieces.at(-1)?.range;
    if (before !== undefined && range.start.isBefore(before.end)) continue;
    const text = document.getText(range);
    if (text.trim() === '') continue;
    letters += text.length;
    if (text.length > most.piece) throw tooLarge(text.length, most.piece);
    if (letters > most.letters) throw tooLarge(letters, most.letters);
    if (pieces.push({ range, text }) > most.pieces) throw tooMany();
  }
  if (pieces.length > 0) return pieces;
  throw new ToolwrightError('nothing-to-teach', l10n.t('There is no text to change'), {
    hint: l10n.t('Select the lines, or a column of them.'),
  });
}

/** In the order of the document. */
function* rangesOf(document: vscode.TextDocument, selections: readonly vscode.Selection[]): Generator<vscode.Range> {
  for (const selection of selections.toSorted((a, b) => a.start.compareTo(b.start))) {
    const { start, end } = selection;
    if (selection.isSingleLine && !selection.isEmpty) yield new vscode.Range(start, end);
    else if (selection.isEmpty && selections.length === 1) yield* linesOf(document, 0, document.lineCount - 1);
    // A selection that ends before the first letter of a line does not mean that line.
    else yield* linesOf(document, start.line, end.character === 0 && end.line > start.line ? end.line - 1 : end.line);
  }
}

function* linesOf(document: vscode.TextDocument, first: number, last: number): Generator<vscode.Range> {
  for (let line = first; line <= last; line++) yield document.lineAt(line).range;
}

/** What VS Code could not read stands there as U+FFFD, and is written so when the file is saved. */
function refuseBinary(text: string): void {
  if (!/[\0\uFFFD]/.test(text)) return;
  throw new ToolwrightError('binary', l10n.t('This is no text, or not in the encoding that it was opened with'), {
    hint: l10n.t('Open a text file; for one in another encoding there is “Reopen with Encoding”.'),
  });
}

/** Of a document that is read at once. @throws ToolwrightError `too-many-lines`, `too-large` */
export function refuseMany(letters: number, pieces: number): void {
  if (letters > most.document) throw tooLarge(letters, most.document);
  if (pieces > most.pieces) throw tooMany();
}

function tooMany(): ToolwrightError {
  return new ToolwrightError('too-many-lines', l10n.t('These are more lines than can be looked through'), {
    hint: commandLineHint(),
  });
}

/** Letters are told as bytes, as people know sizes. */
function tooLarge(letters: number, limit: number): ToolwrightError {
  const message = l10n.t('This is too much to be taught here: {0}, of {1} at most', bytes(letters), bytes(limit));
  return new ToolwrightError('too-large', message, { hint: commandLineHint() });
}

export function commandLineHint(): string {
  return l10n.t('Select fewer, or use “toolwright teach” on the command line, which takes files up to 50 MB.');
}
