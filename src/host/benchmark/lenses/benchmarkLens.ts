import os from 'node:os';
import * as l10n from '@vscode/l10n';
import { type BenchmarkReport, type CapabilityRow, hardwareOf, type Machine } from '#protocol';
import { milliseconds } from '../../texts/quantities.ts';

/**
 * What stands above `run`: how long 95 of 100 calls took, where that was measured of the present content on this machine.
 * @param reports latest first
 * @param unsaved the text in the editor is another one than what was measured
 */
export function benchmarkLens(
  { capability }: CapabilityRow,
  reports: readonly BenchmarkReport[],
  unsaved: boolean,
  isHere: (machine: Machine) => boolean = isThisMachine,
): string | undefined {
  const report = reports.find(({ hash, machine }) => hash === capability?.hash && isHere(machine));
  const p95 = report?.latency.percentiles.find(({ percent }) => percent === 95);
  if (p95 === undefined) return undefined;
  const words = l10n.t('p95 {0}', milliseconds(p95.ms));
  return unsaved ? l10n.t('as saved: {0}', words) : words;
}

/** A journal may have come from elsewhere, as a part of the folder. */
function isThisMachine({ os: system, cpu, cpus }: Machine): boolean {
  const here = hardwareOf(os);
  return system === here.os && cpu === here.cpu && cpus === here.cpus;
}
