import * as vscode from 'vscode';
import type { Gap } from '#protocol';
import { exists } from '../../files/exists.ts';
import { type MissingCall, missingStubText } from './missingStub.ts';

/** The edit that adds a stub of a missing function to the end of its file, or makes the file. */
export async function missingEdit(
  uri: vscode.Uri,
  call: MissingCall,
  gap: Gap | undefined,
): Promise<vscode.WorkspaceEdit> {
  const edit = new vscode.WorkspaceEdit();
  if (!(await exists(uri))) {
    const typed = /\.[cm]?tsx?$/.test(uri.path);
    edit.createFile(uri, { contents: new TextEncoder().encode(missingStubText(call, gap, typed)) });
    return edit;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  const { end } = document.lineAt(document.lineCount - 1).range;
  const before = document.getText().trim() === '' ? '' : end.character === 0 ? '\n' : '\n\n';
  edit.insert(uri, end, before + missingStubText(call, gap, document.languageId.startsWith('typescript')));
  return edit;
}
