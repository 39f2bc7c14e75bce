import * as vscode from 'vscode';
import type { Gap, MissingCall } from '#protocol';
import { exists } from '../../files/exists.ts';
import type { FolderGaps } from '../folderGaps.ts';

/**
 * The edit that declares a missing function: at the end of its file, in its class or object, or in a file that it makes.
 * Undefined where there is no place for it.
 * @param path of the file, relative to the folder
 */
export async function missingEdit(
  folder: Pick<FolderGaps, 'session' | 'uriOf'>,
  path: string,
  call: MissingCall,
  gap: Gap | undefined,
): Promise<vscode.WorkspaceEdit | undefined> {
  const uri = folder.uriOf(path);
  const edit = new vscode.WorkspaceEdit();
  if (!(await exists(uri))) {
    const stub = await folder.session.stubFor(path, '', call, gap);
    if (stub !== undefined) edit.createFile(uri, { contents: new TextEncoder().encode(stub.text) });
    return stub && edit;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  const stub = await folder.session.stubFor(path, document.getText(), call, gap);
  if (stub !== undefined) edit.insert(uri, document.positionAt(stub.at), stub.text);
  return stub && edit;
}
