import * as l10n from '@vscode/l10n';
import { number } from './quantities.ts';

/** How many files are in cycles. */
export interface CycleCounts {
  readonly filesInCycles: number;
  readonly filesInRuntimeCycles: number;
}

/** What goes wrong at run time first, then what only types close; empty for none. */
export function inCycles({ filesInCycles, filesInRuntimeCycles }: CycleCounts): readonly string[] {
  const inTypes = filesInCycles - filesInRuntimeCycles;
  return [
    ...(filesInRuntimeCycles > 0 ? [l10n.t('{0} in cycles', number(filesInRuntimeCycles))] : []),
    ...(inTypes > 0 ? [l10n.t('{0} in type-only cycles', number(inTypes))] : []),
  ];
}
