import type { Problem } from '#base';
import { folderFor } from '#capability/package';
import { toMarkdown, toSarif } from '#capability/verification';
import type { ReportFormat, VerificationReport } from '#protocol';
import { productVersion } from '#workspace';

/**
 * Reports as one document.
 * @param broken what is wrong with packages that cannot be read
 * @param sourceOf the text of index.ts, where it is still the one that a report is about
 */
export function documentOf(
  reports: readonly VerificationReport[],
  format: ReportFormat,
  broken: readonly Problem[],
  sourceOf: (report: VerificationReport) => string | undefined,
): string {
  if (format === 'json') return `${JSON.stringify(reports.length === 1 ? reports[0] : reports, null, 2)}\n`;
  if (format === 'markdown') return reports.map(toMarkdown).join('\n');
  const placed = reports.map((report) => ({
    report,
    path: `${folderFor(report.name)}/index.ts`,
    source: sourceOf(report),
  }));
  return toSarif(placed, broken, productVersion());
}
