import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isRecord } from '#base';
import { linesOfExamples } from '../examples.ts';
import type { CapabilityUi } from '../ports.ts';
import { capabilityFor, subjectOf } from './subject.ts';

/** Shows the verification report of a capability. */
export async function openReport(ui: CapabilityUi, argument: unknown, folderUri: unknown): Promise<void> {
  const at = await capabilityFor(ui.service, argument, folderUri, {
    title: l10n.t('Open Verification Report'),
    accepts: ({ row }) => row.capability !== undefined,
    none: l10n.t('There is no capability that has a report'),
  });
  if (at !== undefined) ui.reports.show(subjectOf(at));
}

/** Runs the examples of a capability as tests. */
export async function runExamples(ui: CapabilityUi, argument: unknown, folderUri: unknown): Promise<void> {
  const at = await capabilityFor(ui.service, argument, folderUri, {
    title: l10n.t('Run Examples'),
    accepts: ({ row }) => (row.capability?.examples.length ?? 0) > 0,
    none: l10n.t('There is no capability with examples'),
  });
  if (at !== undefined) await ui.runExamples(at.folder, at.row.name);
}

/** Opens the program of a capability, or one of its examples; what is there of a broken one. */
export async function openCode(ui: CapabilityUi, argument: unknown, folderUri: unknown): Promise<void> {
  const at = await capabilityFor(ui.service, argument, folderUri, {
    title: l10n.t('Open Code'),
    accepts: () => true,
    none: l10n.t('There is no capability'),
  });
  if (at === undefined) return;
  const { folder, row } = at;
  const example = isRecord(argument) && typeof argument.example === 'string' ? argument.example : undefined;
  if (example !== undefined) {
    const document = await vscode.workspace.openTextDocument(folder.uriOf(`${row.folder}/examples.json`));
    const line = linesOfExamples(document.getText(), [example]).get(example) ?? 0;
    const selection = new vscode.Range(line, 0, line, 0);
    await vscode.window.showTextDocument(document, { selection, preview: true, preserveFocus: true });
    return;
  }
  const [problem] = row.problems;
  const path = row.capability === undefined ? problem?.path : `${row.folder}/index.ts`;
  const line = row.capability === undefined ? (problem?.line ?? 1) - 1 : 0;
  const uri = folder.uriOf(path ?? `${row.folder}/package.json`);
  await vscode.commands.executeCommand('vscode.open', uri, { selection: new vscode.Range(line, 0, line, 0) });
}
