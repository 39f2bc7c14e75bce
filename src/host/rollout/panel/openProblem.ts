import { isAbsolute } from 'node:path';
import * as vscode from 'vscode';
import type { RolloutAt } from '../sessions/rolloutService.ts';

/** Opens the place of what is wrong with a rollout. @param index its number among the problems */
export async function openProblem({ folder, status }: RolloutAt, index: number, viewColumn: vscode.ViewColumn) {
  const { path, line = 1 } = status.problems[index] ?? {};
  if (path === undefined) return;
  const place = new vscode.Position(line - 1, 0);
  const selection = new vscode.Range(place, place);
  // The flag file of a fleet may lie elsewhere.
  const uri = isAbsolute(path) ? vscode.Uri.file(path) : folder.capabilities.uriOf(path);
  await vscode.commands.executeCommand('vscode.open', uri, { viewColumn, selection });
}
