import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { BenchmarkReport, ExportedBenchmarkFormat } from '#protocol';
import type { FolderCapabilities } from '../../capabilities/sessions/folderCapabilities.ts';
import { writeAtomically } from '../../files/writeAtomically.ts';

const endings: Readonly<Record<ExportedBenchmarkFormat, string>> = {
  markdown: 'md',
  json: 'json',
  'github-action-benchmark': 'json',
};

/** Asks where to, and writes a benchmark as a document. The dialog asks before it replaces a file. */
export async function saveBenchmark(
  { folder, session }: FolderCapabilities,
  report: BenchmarkReport,
  format: ExportedBenchmarkFormat,
): Promise<void> {
  const ending = endings[format];
  const target = await vscode.window.showSaveDialog({
    title: l10n.t('Export Benchmark'),
    defaultUri: vscode.Uri.joinPath(folder.uri, `${fileName(report)}.${ending}`),
    filters: { [ending === 'md' ? 'Markdown' : 'JSON']: [ending] },
  });
  if (target === undefined) return;
  await writeAtomically(target, Buffer.from(await session.renderBenchmarks([report], format)));
}

/** Of a name and a version that nobody has to trust. */
function fileName({ name, version }: BenchmarkReport): string {
  return `${name}-${version}-benchmark`.replace(/[^\w.-]+/g, '-').replace(/^\.+/, '');
}
