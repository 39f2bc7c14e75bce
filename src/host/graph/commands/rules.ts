import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { ToolwrightError } from '#base';
import { createdRulesFileName } from '#protocol';
import { proposeFile } from '../../edits/proposeFile.ts';
import { rulesOf } from '../../sessions/questions.ts';
import { setting } from '../../settings.ts';
import type { GraphUi } from '../ports.ts';
import { baselineFile } from '../rules/baselineFile.ts';
import { comparison } from '../rules/comparison.ts';
import { isTreeElement } from './subject.ts';

/** Proposes a rules file made from the layers that the graph has now. */
export async function createRules({ graphs, tasks, edits }: GraphUi): Promise<void> {
  const graph = await graphs.choose();
  if (graph === undefined) return;
  await graph.ready();
  const text = await tasks.run(l10n.t('Looking for layers'), (options) => graph.session.proposeRules(options));
  const { configuration } = (await rulesOf(graph)).value;
  const warning =
    configuration === undefined || configuration === createdRulesFileName
      ? undefined
      : l10n.t('{0} goes before it: the new rules count once that file is gone.', configuration);
  const title = l10n.t('Create Architecture Rules');
  await proposeFile(edits, graph, { path: createdRulesFileName, text, title, warning });
}

/** Proposes a baseline: from then on only violations that are not in it count. */
export async function updateBaseline({ graphs, tasks, edits }: GraphUi, argument: unknown): Promise<void> {
  const graph = isTreeElement(argument) ? argument.graph : await graphs.choose();
  if (graph === undefined) return;
  const { uri } = graph.folder;
  const file = baselineFile(uri.fsPath, setting('rules.baseline', uri));
  await graph.ready();
  const text = await tasks.run(l10n.t('Checking rules'), (options) => graph.session.baseline(options));
  await proposeFile(edits, graph, { path: file, text, title: l10n.t('Create or Update Rules Baseline') });
}

/** Has dependency-cruiser check the same rules, and shows where it and we differ. */
export async function checkWithDependencyCruiser(ui: GraphUi, argument: unknown): Promise<void> {
  const { graphs, tasks, documents } = ui;
  const graph = isTreeElement(argument) ? argument.graph : await graphs.choose();
  if (graph === undefined) return;
  if (!vscode.workspace.isTrusted) {
    throw new ToolwrightError('untrusted-workspace', l10n.t('dependency-cruiser runs code of the workspace'), {
      hint: l10n.t('Trust the workspace first: run “Workspaces: Manage Workspace Trust”.'),
    });
  }
  const ours = await rulesOf(graph);
  const title = l10n.t('Checking rules with dependency-cruiser');
  const theirs = await tasks.run(title, (options) => graph.session.rulesByDependencyCruiser(options));
  const report = documents.put('Rules.md', comparison(ours.value, theirs.value));
  await vscode.commands.executeCommand('markdown.showPreview', report);
}
