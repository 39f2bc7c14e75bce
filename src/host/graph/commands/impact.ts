import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { folderOf, nameOf } from '#base';
import type { ImpactedFile, ImpactReport } from '#protocol';
import type { FolderGraph } from '../../sessions/folderGraph.ts';
import { impactOf } from '../../sessions/questions.ts';
import { kindLabel } from '../../texts/kinds.ts';
import { files, imports, joined, tests } from '../../texts/quantities.ts';
import type { GraphUi } from '../ports.ts';
import { fileItem, type PlaceItem, pickPlace, separator } from './pickPlace.ts';
import { subjectOf } from './subject.ts';

/** Lists who is affected by a change of a file: nearest first, then the tests. */
export async function showImpact({ graphs, panel }: GraphUi, argument: unknown): Promise<void> {
  const { graph, path } = subjectOf(argument, graphs);
  const report = await impactOf(graph, path);
  panel.tell(graph, { type: 'impact', report });
  pickPlace(graph, {
    title: l10n.t('Impact of {0}', nameOf(path)),
    placeholder: summaryOf(report),
    items: itemsOf(graph, report),
    showInGraph: () => panel.show(graph, vscode.ViewColumn.Beside, { type: 'impact', report }),
  });
}

function summaryOf({ files: affected, tests: affectedTests }: ImpactReport): string {
  if (affected.length + affectedTests.length === 0) return l10n.t('Nothing depends on this file.');
  return l10n.t('A change reaches {0} and {1}', files(affected.length), tests(affectedTests.length));
}

function itemsOf(graph: FolderGraph, report: ImpactReport): readonly PlaceItem[] {
  const group = (label: string, list: readonly ImpactedFile[]) =>
    list.length === 0 ? [] : [separator(label), ...list.map((one) => itemOf(graph, one))];
  return [...group(files(report.files.length), report.files), ...group(tests(report.tests.length), report.tests)];
}

function itemOf(graph: FolderGraph, one: ImpactedFile): PlaceItem {
  const way =
    one.distance === 1 ? l10n.t('imports it') : l10n.t('{0} away, by {1}', imports(one.distance), nameOf(one.via));
  return fileItem(graph, one.path, {
    description: joined([folderOf(one.path), way, one.typeOnly && kindLabel('type-only')]),
    line: one.line,
  });
}
