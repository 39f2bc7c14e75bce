import * as l10n from '@vscode/l10n';
import type { Outcome } from '#base';
import type {
  Advice,
  CycleReport,
  FileInsight,
  FolderView,
  GraphFile,
  HotSpot,
  ImpactReport,
  RuleReport,
} from '#protocol';
import type { FolderGraph } from './folderGraph.ts';

/** The questions that several parts of the editor ask of one state of the graph; each is answered once. */

export async function cyclesOf(graph: FolderGraph): Promise<CycleReport> {
  await graph.ready();
  return graph.answers.once('cycles', (session) => session.cycles());
}

export async function rulesOf(graph: FolderGraph): Promise<Outcome<RuleReport>> {
  await graph.ready();
  return graph.answers.once('rules', (session) => session.rules());
}

export async function adviceOf(graph: FolderGraph): Promise<Outcome<readonly Advice[]>> {
  await graph.ready();
  return graph.answers.once('advice', (session) =>
    graph.task(l10n.t('Looking for advice'), (options) => session.advice(options)),
  );
}

export async function hotSpotsOf(graph: FolderGraph): Promise<Outcome<readonly HotSpot[]>> {
  await graph.ready();
  return graph.answers.once('hotSpots', (session) =>
    graph.task(l10n.t('Reading the git history'), (options) => session.hotSpots(options)),
  );
}

export async function folderViewOf(graph: FolderGraph, folder: string): Promise<FolderView> {
  await graph.ready();
  return graph.answers.once(`folder ${folder}`, (session) => session.folder(folder));
}

export async function fileOf(graph: FolderGraph, path: string): Promise<GraphFile> {
  await graph.ready();
  return graph.answers.once(`file ${path}`, (session) => session.file(path));
}

export async function insightOf(graph: FolderGraph, path: string): Promise<FileInsight | undefined> {
  await graph.ready();
  return graph.answers.once(`insight ${path}`, (session) => session.insight(path));
}

export async function impactOf(graph: FolderGraph, path: string, exportName?: string): Promise<ImpactReport> {
  await graph.ready();
  return graph.answers.once(`impact ${path}#${exportName ?? ''}`, (session) => session.impact(path, exportName));
}
