import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { ToolwrightError } from '#base';
import { indentationOf, writtenCell, writtenJson } from '#engine';
import { columnPiecesOf } from './cells.ts';
import { jsonPiecesOf, type Piece, piecesOf, type Selected } from './pieces.ts';
import { lossText } from './preview.ts';
import type { About } from './teaching.ts';

/** What a lesson changes in a document. */
export interface Meant {
  readonly about: About;
  readonly pieces: readonly Piece[];
  /** Those that stay as they are, for something of them would get lost. */
  readonly kept: readonly Piece[];
  /** A result as it is written in the place of a piece. */
  readonly written: (range: vscode.Range, result: string) => string;
}

/**
 * What is meant in an editor: values of JSON, the cells of a column, or lines and parts of them.
 * @throws ToolwrightError `nothing-to-teach`, `too-many-lines`, `too-large`, `binary`, `would-lose`
 */
export async function meantIn(editor: Selected): Promise<Meant> {
  const { document } = editor;
  const values = jsonPiecesOf(editor);
  if (values !== undefined) return valuesMeant(document, values);
  const cells = columnPiecesOf(editor);
  if (cells !== undefined) {
    const { pieces, column, delimiter } = cells;
    const written = (range: vscode.Range, result: string) => writtenCell(result, document.getText(range), delimiter);
    return { about: { unit: 'cell', column }, pieces, kept: [], written };
  }
  return { about: { unit: 'line' }, pieces: await piecesOf(editor), kept: [], written: (_, result) => result };
}

function valuesMeant(document: vscode.TextDocument, values: readonly Piece[]): Meant {
  const pieces = values.filter(({ loss }) => loss === undefined);
  if (pieces.length === 0) throw wouldLose(values);
  const unit = indentationOf(document.getText());
  const written = (range: vscode.Range, result: string) =>
    writtenJson(result, document.getText(range), document.lineAt(range.start.line).text, unit);
  return { about: { unit: 'value' }, pieces, kept: values.filter(({ loss }) => loss !== undefined), written };
}

function wouldLose([first]: readonly Piece[]): ToolwrightError {
  return new ToolwrightError('would-lose', lossText(first?.loss ?? 'comments'), {
    hint: l10n.t('Nothing was changed. Select the lines of the text to change them as text.'),
  });
}
