import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ReportFormat, VerificationReport } from '#protocol';
import { writeAtomically } from '../../files/writeAtomically.ts';
import type { ReportFolder } from './ports.ts';

const endings: Readonly<Record<ReportFormat, string>> = { markdown: 'md', json: 'json', sarif: 'sarif' };
const labels: Readonly<Record<ReportFormat, string>> = { markdown: 'Markdown', json: 'JSON', sarif: 'SARIF' };

/** Asks where to, and writes a report as a document. The dialog asks before it replaces a file. */
export async function saveReport(
  { uri, session }: ReportFolder,
  report: VerificationReport,
  format: ReportFormat,
): Promise<void> {
  const target = await vscode.window.showSaveDialog({
    title: l10n.t('Export Report'),
    defaultUri: vscode.Uri.joinPath(uri, `${fileName(report)}.${endings[format]}`),
    filters: { [labels[format]]: [endings[format]] },
  });
  if (target === undefined) return;
  const text = await session.render(report, format);
  await writeAtomically(target, Buffer.from(text));
}

/** Of a name and a version that nobody has to trust. */
function fileName({ name, version }: VerificationReport): string {
  return `${name}-${version}-report`.replace(/[^\w.-]+/g, '-').replace(/^\.+/, '');
}
