import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type ExportFormat, exportFormats } from '#protocol';
import { writeAtomically } from '../../files/writeAtomically.ts';
import { formats } from '../export/formats.ts';
import { askWhere } from '../panel/save.ts';
import type { GraphUi } from '../ports.ts';

/** Asks for a format, and puts the graph into a file or an editor. */
export async function exportGraph({ graphs, tasks }: GraphUi): Promise<void> {
  const graph = await graphs.choose();
  if (graph === undefined) return;
  const title = l10n.t('Export Graph');
  const words = formats();
  const rows = exportFormats.map((format) => ({
    label: words[format].label,
    description: words[format].detail,
    format,
  }));
  const order = Object.keys(words) as ExportFormat[];
  rows.sort((a, b) => order.indexOf(a.format) - order.indexOf(b.format));
  const picked = await vscode.window.showQuickPick(rows, {
    title,
    placeHolder: l10n.t('In which format?'),
    matchOnDescription: true,
  });
  if (picked === undefined) return;
  const places = [
    { label: l10n.t('In an editor'), iconPath: new vscode.ThemeIcon('go-to-file'), intoFile: false },
    { label: l10n.t('In a file…'), iconPath: new vscode.ThemeIcon('save-as'), intoFile: true },
  ];
  const place = await vscode.window.showQuickPick(places, { title, placeHolder: l10n.t('Where to?') });
  if (place === undefined) return;

  const { extension, language, label } = words[picked.format];
  const target = place.intoFile ? await askWhere(graph, extension, label) : undefined;
  if (place.intoFile && target === undefined) return;
  await graph.ready();
  const text = await tasks.run(title, (options) => graph.session.export(picked.format, options));
  if (target !== undefined) await writeAtomically(target, Buffer.from(text));
  const known = (await vscode.languages.getLanguages()).includes(language) ? language : 'plaintext';
  const document =
    target === undefined
      ? await vscode.workspace.openTextDocument({ content: text, language: known })
      : await vscode.workspace.openTextDocument(target);
  await vscode.window.showTextDocument(document);
}
