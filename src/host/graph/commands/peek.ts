import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { ToolwrightError } from '#base';
import type { CycleGroup, FileEdge } from '#protocol';
import type { FolderGraph } from '../../sessions/folderGraph.ts';
import { cyclesOf, impactOf } from '../../sessions/questions.ts';
import type { GraphUi } from '../ports.ts';
import { subjectOf } from './subject.ts';

/** Peeks at every import through which a change of a file, or of one export, spreads: nearest first, tests last. */
export async function peekImpact({ graphs }: GraphUi, uri: unknown, line: unknown, exportName: unknown): Promise<void> {
  const { graph, path } = subjectOf(uri, graphs);
  const report = await impactOf(graph, path, typeof exportName === 'string' ? exportName : undefined);
  const places = [...report.files, ...report.tests].map((one) => locationOf(graph, one.path, one.line));
  await peek(graph.uriOf(path), line, places);
}

/** Peeks at the imports of a shortest cycle through the import of `target`. */
export async function peekCycle({ graphs }: GraphUi, uri: unknown, line: unknown, target: unknown): Promise<void> {
  const { graph, path } = subjectOf(uri, graphs);
  const { groups } = await cyclesOf(graph);
  const group = groups.find(({ files }) => files.includes(path));
  const cycle = group && cycleThrough(group, path, typeof target === 'string' ? target : '');
  if (cycle === undefined) {
    throw new ToolwrightError('no-cycle', l10n.t('This import no longer closes a cycle'));
  }
  await peek(
    graph.uriOf(path),
    line,
    cycle.map((edge) => locationOf(graph, edge.from, edge.line)),
  );
}

function cycleThrough({ shortest }: CycleGroup, from: string, to: string): readonly FileEdge[] | undefined {
  const through = shortest.find((cycle) => cycle.some((edge) => edge.from === from && edge.to === to));
  return through ?? shortest.find((cycle) => cycle.some((edge) => edge.from === from));
}

function locationOf(graph: FolderGraph, path: string, line: number): vscode.Location {
  return new vscode.Location(graph.uriOf(path), new vscode.Position(line - 1, 0));
}

async function peek(uri: vscode.Uri, line: unknown, places: readonly vscode.Location[]): Promise<void> {
  const position = new vscode.Position(typeof line === 'number' && line >= 0 ? line : 0, 0);
  const nothing = l10n.t('No file depends on it.');
  await vscode.commands.executeCommand('editor.action.peekLocations', uri, position, places, 'peek', nothing);
}
