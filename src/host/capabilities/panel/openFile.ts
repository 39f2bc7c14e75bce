import * as vscode from 'vscode';
import type { CapabilityRow } from '#protocol';
import type { ReportFolder } from './ports.ts';

/** Opens a file of a capability's package, at a 1-based place. */
export async function openFile(
  folder: ReportFolder,
  row: CapabilityRow,
  file: 'index.ts' | 'examples.json',
  viewColumn: vscode.ViewColumn,
  { line = 1, column = 1 }: { readonly line?: number; readonly column?: number | undefined } = {},
): Promise<void> {
  const uri = vscode.Uri.joinPath(folder.uri, row.folder, file);
  const place = new vscode.Position(line - 1, column - 1);
  await vscode.commands.executeCommand('vscode.open', uri, {
    viewColumn,
    selection: new vscode.Range(place, place),
  });
}
