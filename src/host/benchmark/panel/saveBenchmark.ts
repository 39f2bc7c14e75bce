import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { BenchmarkReport, ComparisonReport, ExportedBenchmarkFormat } from '#protocol';
import type { FolderCapabilities } from '../../capabilities/sessions/folderCapabilities.ts';
import { writeAtomically } from '../../files/writeAtomically.ts';

const endings: Readonly<Record<ExportedBenchmarkFormat, string>> = {
  markdown: 'md',
  json: 'json',
  'github-action-benchmark': 'json',
};

/** Asks where to, and writes a benchmark as a document. The dialog asks before it replaces a file. */
export function saveBenchmark(
  { folder, session }: FolderCapabilities,
  report: BenchmarkReport,
  format: ExportedBenchmarkFormat,
): Promise<void> {
  const name = fileName([report.name, report.version, 'benchmark']);
  return save(folder.uri, l10n.t('Export Benchmark'), name, format, () => session.renderBenchmarks([report], format));
}

/** The same for a comparison. */
export function saveComparison(
  { folder, session }: FolderCapabilities,
  report: ComparisonReport,
  format: ExportedBenchmarkFormat,
): Promise<void> {
  const name = fileName([...report.compared.map((one) => one.name), 'comparison']);
  return save(folder.uri, l10n.t('Export Comparison'), name, format, () => session.renderComparison(report, format));
}

async function save(
  folder: vscode.Uri,
  title: string,
  name: string,
  format: ExportedBenchmarkFormat,
  text: () => Promise<string>,
): Promise<void> {
  const ending = endings[format];
  const target = await vscode.window.showSaveDialog({
    title,
    defaultUri: vscode.Uri.joinPath(folder, `${name}.${ending}`),
    filters: { [ending === 'md' ? 'Markdown' : 'JSON']: [ending] },
  });
  if (target !== undefined) await writeAtomically(target, Buffer.from(await text()));
}

/** Of names and versions that nobody has to trust. */
function fileName(parts: readonly string[]): string {
  return parts
    .join('-')
    .replace(/[^\w.-]+/g, '-')
    .replace(/^\.+/, '')
    .slice(0, 120);
}
