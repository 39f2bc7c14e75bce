import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isRecord } from '#base';
import { linesOfExamples } from '../examples.ts';
import type { CapabilityUi } from '../ports.ts';
import { failedExamples } from '../problems/capabilityProblems.ts';
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

/** Runs the examples of a capability as tests, and says what came of them where nobody looks at the tests. */
export async function runExamples(ui: CapabilityUi, argument: unknown, folderUri: unknown): Promise<void> {
  const at = await capabilityFor(ui.service, argument, folderUri, {
    title: l10n.t('Run Examples'),
    accepts: ({ row }) => (row.capability?.examples.length ?? 0) > 0,
    none: l10n.t('There is no capability with examples'),
  });
  if (at === undefined) return;
  const { folder, row } = at;
  await ui.runExamples(folder, row.name);
  const failed = failedExamples(row, folder.results).length;
  const all = row.capability?.examples.length ?? 0;
  const message =
    failed === 0
      ? l10n.t('{0}: all {1} examples passed.', row.name, all)
      : l10n.t(
          '{0}: {1} of {2} examples failed. “Test Results” and the Problems panel say how.',
          row.name,
          failed,
          all,
        );
  vscode.window.setStatusBarMessage(message, 10_000);
  if (failed > 0) await vscode.commands.executeCommand('workbench.panel.testResults.view.focus');
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
