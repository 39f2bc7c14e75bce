import * as l10n from '@vscode/l10n';
import type { ExportInsight, FileInsight, ImportInsight } from '#protocol';
import { dependents, joined, tests, usedBy } from '../../texts/quantities.ts';

/** `12 dependents · 3 tests · in a cycle of 4`. */
export function fileLens({ dependents: count, tests: affected, cycleSize, runtimeCycle }: FileInsight): string {
  return joined([
    count === 0 ? l10n.t('no dependents') : dependents(count),
    affected > 0 && tests(affected),
    cycleSize > 1 &&
      (runtimeCycle ? l10n.t('in a cycle of {0}', cycleSize) : l10n.t('in a type-only cycle of {0}', cycleSize)),
  ]);
}

/** `used by 5 files · 2 tests`. */
export function exportLens({ users: count, tests: affected }: ExportInsight): string {
  return joined([usedBy(count), affected > 0 && tests(affected)]);
}

/** `closes a cycle of 4`, or undefined for an import that there is nothing to say about. */
export function importLens({ cycleSize, kind }: ImportInsight): string | undefined {
  if (cycleSize === 0) return undefined;
  return kind === 'type-only'
    ? l10n.t('closes a cycle of {0} in types', cycleSize)
    : l10n.t('closes a cycle of {0}', cycleSize);
}
