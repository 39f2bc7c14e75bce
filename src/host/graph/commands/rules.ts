import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { ToolwrightError } from '#base';
import { proposeFile } from '../../files/proposeFile.ts';
import { rulesOf } from '../../sessions/questions.ts';
import { setting } from '../../settings.ts';
import type { GraphUi } from '../ports.ts';
import { comparison } from '../rules/comparison.ts';
import { isTreeElement } from './subject.ts';

const rulesFile = '.dependency-cruiser.mjs';
const baselineFile = '.dependency-cruiser-known-violations.json';

/** Proposes a rules file made from the layers that the graph has now. */
export async function createRules({ graphs, tasks, documents }: GraphUi): Promise<void> {
  const graph = await graphs.choose();
  if (graph === undefined) return;
  await graph.ready();
  const text = await tasks.run(l10n.t('Looking for layers'), () => graph.session.proposeRules());
  const { configuration } = (await rulesOf(graph)).value;
  const warning =
    configuration === undefined || configuration === rulesFile
      ? undefined
      : l10n.t('{0} goes before it: the new rules count once that file is gone.', configuration);
  await proposeFile(documents, graph.uriOf(rulesFile), text, warning);
}

/** Proposes a baseline: from then on only violations that are not in it count. */
export async function updateBaseline({ graphs, tasks, documents }: GraphUi, argument: unknown): Promise<void> {
  const graph = isTreeElement(argument) ? argument.graph : await graphs.choose();
  if (graph === undefined) return;
  await graph.ready();
  const text = await tasks.run(l10n.t('Checking rules'), () => graph.session.baseline());
  const file = setting('rules.baseline', graph.folder.uri) || baselineFile;
  await proposeFile(documents, graph.uriOf(file), text);
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
