import { folderFor } from '#capability/package';
import { brokenMarkdown, toMarkdown, toSarif } from '#capability/verification';
import type { CapabilityRow, ReportFormat, VerificationReport } from '#protocol';
import { productVersion } from '#workspace';

/**
 * Reports as one document.
 * @param broken those whose packages cannot be read
 * @param sourceOf the text of index.ts, where it is still the one that a report is about
 */
export async function documentOf(
  reports: readonly VerificationReport[],
  format: ReportFormat,
  broken: readonly CapabilityRow[],
  sourceOf: (report: VerificationReport) => string | undefined,
): Promise<string> {
  if (format === 'json') {
    const all = [...reports, ...broken];
    return `${JSON.stringify(all.length === 1 ? all[0] : all, null, 2)}\n`;
  }
  if (format === 'markdown') return [...reports.map(toMarkdown), ...broken.map(brokenMarkdown)].join('\n');
  const placed = reports.map((report) => ({
    report,
    path: `${report.folder ?? folderFor(report.name)}/index.ts`,
    source: sourceOf(report),
  }));
  const problems = broken.flatMap((row) => row.problems);
  return toSarif(placed, problems, productVersion());
}
