import * as vscode from 'vscode';
import type { Advice } from '#protocol';
import { savedText } from '../../files/savedText.ts';
import type { FolderGraph } from '../../sessions/folderGraph.ts';
import { fileOf } from '../../sessions/questions.ts';
import { fittingEdits } from './adviceEdits.ts';

/**
 * One undoable edit that follows a piece of advice, or undefined where the document is no longer what the advice
 * was given for: the file on the disk is another one than the graph has read, or the place was typed into.
 */
export async function editFor(
  graph: FolderGraph,
  advice: Advice,
  document: vscode.TextDocument,
): Promise<vscode.WorkspaceEdit | undefined> {
  if (advice.edits === undefined) return undefined;
  const { version } = document;
  const [saved, file] = await Promise.all([savedText(document), fileOf(graph, advice.path)]);
  const readByGraph = [0, byteOrderMark].includes(file.bytes - Buffer.byteLength(saved));
  if (!readByGraph || document.version !== version) return undefined;
  const edits = fittingEdits(advice.edits, saved, document.getText());
  if (edits === undefined) return undefined;
  const edit = new vscode.WorkspaceEdit();
  for (const { start, end, text } of edits) {
    edit.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), text);
  }
  return edit;
}

/** Bytes that a file may begin with and that an editor hides. */
const byteOrderMark = 3;
