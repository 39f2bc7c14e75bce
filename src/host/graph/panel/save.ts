import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { writeAtomically } from '../../files/writeAtomically.ts';
import type { FolderGraph } from '../../sessions/folderGraph.ts';
import { formats } from '../export/formats.ts';

/** Asks where to, and writes a picture that the panel drew: SVG text, or a PNG in base64. */
export async function savePicture(graph: FolderGraph, format: 'svg' | 'png', data: string): Promise<void> {
  const name = format === 'svg' ? l10n.t('SVG picture') : l10n.t('PNG picture');
  const target = await askWhere(graph, format, name);
  if (target !== undefined) await writeAtomically(target, Buffer.from(data, format === 'svg' ? 'utf8' : 'base64'));
}

/** Asks where to, and writes the graph below a folder as text. */
export async function saveExport(graph: FolderGraph, format: 'mermaid' | 'dot', folder: string): Promise<void> {
  const { extension, label } = formats()[format];
  const target = await askWhere(graph, extension, label);
  if (target === undefined) return;
  await graph.ready();
  const text = await graph.task(l10n.t('Export Graph'), (options) =>
    graph.session.export(format, folder === '' ? options : { ...options, folder }),
  );
  await writeAtomically(target, Buffer.from(text));
}

/** The save dialog, which asks before it replaces a file. */
export async function askWhere(
  graph: FolderGraph,
  extension: string,
  filterName: string,
): Promise<vscode.Uri | undefined> {
  return vscode.window.showSaveDialog({
    defaultUri: graph.uriOf(`dependency-graph.${extension}`),
    filters: { [filterName]: [extension] },
  });
}
