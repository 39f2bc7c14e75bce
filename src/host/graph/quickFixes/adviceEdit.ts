import * as vscode from 'vscode';
import type { Advice } from '#protocol';
import { textOnDisk } from '../../files/savedText.ts';
import { fittingEdits } from './adviceEdits.ts';

/**
 * Names a content, as the engine does: the edits of advice carry the name of the text that they are for.
 * The length of a text does not tell it from another one.
 */
export type ContentHash = (text: string) => string;

/**
 * One undoable edit that follows a piece of advice, or undefined where the document is no longer what the advice
 * was given for: the file on the disk is another one than the graph has read, or its lines were typed into.
 */
export async function editFor(
  advice: Advice,
  document: vscode.TextDocument,
  contentHash: ContentHash,
): Promise<vscode.WorkspaceEdit | undefined> {
  if (advice.edits === undefined) return undefined;
  const { version } = document;
  const saved = await textOnDisk(document.uri);
  if (contentHash(saved) !== advice.editsOf || document.version !== version) return undefined;
  const edits = fittingEdits(advice.edits, saved, document.getText());
  if (edits === undefined) return undefined;
  const edit = new vscode.WorkspaceEdit();
  for (const { start, end, text } of edits) {
    edit.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), text);
  }
  return edit;
}
