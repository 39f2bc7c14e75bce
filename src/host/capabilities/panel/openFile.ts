import * as vscode from 'vscode';
import type { CapabilityRow } from '#protocol';
import type { ReportFolder } from './ports.ts';

/** Opens a file of a capability's package, at a 1-based place. */
export function openFile(
  folder: ReportFolder,
  row: CapabilityRow,
  file: 'index.ts' | 'examples.json',
  viewColumn: vscode.ViewColumn,
  place: Place = {},
): Promise<void> {
  return open(vscode.Uri.joinPath(folder.uri, row.folder, file), viewColumn, place);
}

/** Opens the file in which something is wrong with a package; where it is the folder itself, shows that. */
export async function openProblem(
  folder: ReportFolder,
  row: CapabilityRow,
  index: number,
  viewColumn: vscode.ViewColumn,
): Promise<void> {
  const problem = row.problems[index];
  if (problem === undefined) return;
  const { path = `${row.folder}/package.json`, line = 1 } = problem;
  const uri = vscode.Uri.joinPath(folder.uri, path);
  if (path === row.folder) await vscode.commands.executeCommand('revealInExplorer', uri);
  else await open(uri, viewColumn, { line });
}

interface Place {
  readonly line?: number;
  readonly column?: number | undefined;
}

async function open(uri: vscode.Uri, viewColumn: vscode.ViewColumn, { line = 1, column = 1 }: Place): Promise<void> {
  const place = new vscode.Position(line - 1, column - 1);
  await vscode.commands.executeCommand('vscode.open', uri, {
    viewColumn,
    selection: new vscode.Range(place, place),
  });
}
