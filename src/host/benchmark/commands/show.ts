import * as l10n from '@vscode/l10n';
import { capabilityFor, subjectOf } from '../../capabilities/commands/subject.ts';
import type { BenchmarkUi } from '../ports.ts';

/** Shows what was measured of a capability. */
export async function showBenchmark(
  { service, panel }: BenchmarkUi,
  argument: unknown,
  folder: unknown,
): Promise<void> {
  const at = await capabilityFor(service, argument, folder, {
    title: l10n.t('Show Benchmark'),
    accepts: ({ row }) => row.capability !== undefined,
    none: l10n.t('There is no capability'),
  });
  if (at !== undefined) panel.show(subjectOf(at));
}
