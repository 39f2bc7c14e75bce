import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { folderOf, nameOf } from '#base';
import type { FileEdge, PathReport } from '#protocol';
import { kindLabel } from '../../texts/kinds.ts';
import { imports, joined, number } from '../../texts/quantities.ts';
import type { GraphUi } from '../ports.ts';
import { type PlaceItem, pickFile, pickPlace } from './pickPlace.ts';

/** Asks for two files, and lists the imports by which the first reaches the second. */
export async function showWhy({ graphs, panel }: GraphUi): Promise<void> {
  const graph = await graphs.choose();
  if (graph === undefined) return;
  await graph.ready();
  const title = l10n.t('Why Does A Depend on B');
  const from = await pickFile(
    graph,
    title,
    l10n.t('A: the file that depends'),
    openFiles((uri) => graph.pathOf(uri)),
  );
  if (from === undefined) return;
  const first = openFiles((uri) => graph.pathOf(uri));
  const to = await pickFile(graph, title, l10n.t('B: the file that {0} depends on', nameOf(from)), first, from);
  if (to === undefined) return;

  const report = await graph.session.why(from, to);
  const way = { type: 'path', paths: [from, ...report.steps.map((step) => step.to)] } as const;
  if (report.steps.length > 0) panel.tell(graph, way);
  pickPlace(graph, {
    title: `${nameOf(from)} → ${nameOf(to)}`,
    placeholder: answerOf(report),
    items: report.steps.map(stepItem),
    showInGraph: () => panel.show(graph, vscode.ViewColumn.Active, way),
  });
}

function answerOf({ steps, typeOnly, disjointWays }: PathReport): string {
  if (steps.length === 0) return l10n.t('It does not depend on it, directly or round others.');
  return joined([
    typeOnly ? l10n.t('In types only, by {0}', imports(steps.length)) : l10n.t('By {0}', imports(steps.length)),
    disjointWays === 1
      ? l10n.t('1 separate way: one import can end them all')
      : l10n.t('{0} separate ways: as many imports have to go', number(disjointWays)),
  ]);
}

function stepItem({ from, to, line, typeOnly, names }: FileEdge): PlaceItem {
  return {
    label: `${nameOf(from)} → ${nameOf(to)}`,
    description: joined([l10n.t('line {0}', line), typeOnly && kindLabel('type-only'), names.join(', ')]),
    // Names alone do not tell one index.ts from the next.
    detail: `${folderName(from)} → ${folderName(to)}`,
    iconPath: new vscode.ThemeIcon('arrow-right'),
    path: from,
    line,
  };
}

function folderName(path: string): string {
  return folderOf(path) || l10n.t('(top level)');
}

/** Files open in tabs, the active one first. */
function openFiles(pathOf: (uri: vscode.Uri) => string | undefined): string[] {
  const active = vscode.window.activeTextEditor?.document.uri;
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const uris = tabs.flatMap(({ input }) => (input instanceof vscode.TabInputText ? [input.uri] : []));
  const paths = (active === undefined ? uris : [active, ...uris]).map(pathOf);
  return [...new Set(paths.filter((path) => path !== undefined))];
}
