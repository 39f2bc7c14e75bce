import type { VerificationReport } from '#protocol';
import { visible } from '../../ui/visible.ts';

/** A report in visible words. The data of its runs stays as it is, for JSON is written of it. */
export function visibleReport(report: VerificationReport | undefined): VerificationReport | undefined {
  if (report === undefined) return undefined;
  const { runs, ...others } = report;
  return { ...visible(others), runs: runs.map((run) => ({ ...run, ...visibleWords(run) })) };
}

function visibleWords({ name, reason }: VerificationReport['runs'][number]) {
  return { name: visible(name), ...(reason !== undefined && { reason: visible(reason) }) };
}
