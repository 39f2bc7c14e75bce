import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { ToolwrightError } from '#base';
import { applyEdit } from '../../edits/applyEdit.ts';
import { openPlace } from '../openPlace.ts';
import type { GraphUi } from '../ports.ts';
import { editFor } from '../quickFixes/adviceEdit.ts';
import { isTreeElement, subjectOf } from './subject.ts';

/** What the menus of the rows do. */

export async function copyPath({ graphs }: GraphUi, argument: unknown): Promise<void> {
  await vscode.env.clipboard.writeText(subjectOf(argument, graphs).path);
}

export async function openToSide({ graphs }: GraphUi, argument: unknown): Promise<void> {
  const { graph, path } = subjectOf(argument, graphs);
  const line = isTreeElement(argument) ? argument.node.line : undefined;
  await openPlace(graph.uriOf(path), line, vscode.ViewColumn.Beside);
}

/**
 * Makes the edit of a piece of advice in its file, which stays unsaved for a look.
 * @throws ToolwrightError `advice-out-of-date`, or as `applyEdit`
 */
export async function applyAdvice({ contentHash, edits }: GraphUi, argument: unknown): Promise<void> {
  const advice = isTreeElement(argument) ? argument.node.advice : undefined;
  if (!isTreeElement(argument) || advice === undefined) return;
  const { graph } = argument;
  const document = await vscode.workspace.openTextDocument(graph.uriOf(advice.path));
  const before = document.getText();
  const edit = await editFor(advice, document, contentHash);
  if (edit === undefined) {
    throw new ToolwrightError('advice-out-of-date', l10n.t('{0} has changed since the advice was given', advice.path), {
      hint: l10n.t('Nothing was changed. Save the file, and look at the advice of then.'),
    });
  }
  const file = { uri: document.uri, path: advice.path, before };
  await applyEdit(edits.backups, { edit, label: advice.title, files: [file] });
  await openPlace(document.uri, advice.line);
}
