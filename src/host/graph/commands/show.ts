import * as vscode from 'vscode';
import type { GraphUi } from '../ports.ts';
import { isTreeElement, subjectOf } from './subject.ts';

/** Opens the panel with the graph of the active folder. */
export async function showGraph({ graphs, panel }: GraphUi): Promise<void> {
  const graph = await graphs.choose();
  if (graph !== undefined) panel.show(graph, vscode.ViewColumn.Active);
}

/** Opens the panel at one file, with those around it, or at one folder. */
export async function revealInGraph({ graphs, panel }: GraphUi, argument: unknown): Promise<void> {
  const { graph, path } = subjectOf(argument, graphs);
  await graph.ready();
  if (isTreeElement(argument) && argument.node.is?.includes('folder')) panel.showFolder(graph, path);
  else panel.show(graph, vscode.ViewColumn.Beside, { type: 'focus', path });
}

/** Opens the view at the cycles. */
export async function findCycles({ graphs, view }: GraphUi): Promise<void> {
  const graph = await graphs.choose();
  if (graph === undefined) return;
  await vscode.commands.executeCommand('toolwright.graph.focus');
  await graph.ready();
  await view.revealSection(graph, 'cycles');
}

/** Reads all folders again, past the cache. */
export async function analyse({ graphs }: GraphUi): Promise<void> {
  if (graphs.all.length === 0) await graphs.choose();
  await Promise.all(graphs.all.map((graph) => graph.scan(true)));
}
