import { hash } from 'node:crypto';
import { canonicalJson } from '#capability/package';
import type { Policy } from '#capability/verification';
import type { Journal } from '#journal';
import {
  type Capability,
  type EvidenceBasis,
  type RunnerName,
  type VerificationLevel,
  type VerificationReport,
  verificationLevels,
} from '#protocol';
import { productVersion } from '#workspace';

/** What evidence that is gathered now rests on. */
export function basisOf(policy: Policy): EvidenceBasis {
  return { policy: hash('sha256', canonicalJson(policy), 'hex'), product: productVersion() };
}

/** Runners whose evidence holds under another one: the same engine, behind a wall that is not stronger than the one that serves. */
const holdsUnder: Readonly<Record<RunnerName, readonly RunnerName[]>> = {
  isolate: ['isolate'],
  bubblewrap: ['isolate', 'bubblewrap', 'container'],
  container: ['isolate', 'bubblewrap', 'container'],
  wasm: ['wasm'],
};

/**
 * The report on a content that decides whether it may run, see {@link deciding}.
 * @param runner that serves; undefined where nobody knows yet
 */
export function evidenceFor(
  journal: Journal,
  contentHash: string,
  basis: EvidenceBasis,
  runner: RunnerName | undefined,
): VerificationReport | undefined {
  const conditions = { ...basis, ...(runner === undefined ? {} : { runners: holdsUnder[runner] }) };
  // The latest of each level and above, which is latest first; what they hide was refuted or surpassed by them.
  return deciding(verificationLevels.flatMap((level) => journal.report(contentHash, level, conditions) ?? []));
}

/**
 * Of several reports on one content the one that counts: the one that got highest since the last rejection. A rejection
 * stands until a later report gets past the level where it failed; asking for less does not undo it, and evidence from
 * before it is not taken up again.
 * @param reports latest first
 */
export function deciding(reports: readonly VerificationReport[]): VerificationReport | undefined {
  let best: VerificationReport | undefined;
  for (const report of reports) {
    if (report.decision.verdict === 'reject') return best && rank(best.reached) >= failedAt(report) ? best : report;
    if (rank(report.reached) > rank(best?.reached)) best = report;
  }
  return best;
}

/** A level holds all that is below. A rejection is never enough: the machine may only have been busy. */
export function isEnough({ reached, decision }: VerificationReport, level: VerificationLevel): boolean {
  return decision.verdict !== 'reject' && rank(reached) >= rank(level);
}

/** Whether PRODUCTION is without the comparison that it promises: there was no version in use then, or another one than now. */
export function lacksComparison(
  { reached, comparedWith }: VerificationReport,
  inUse: Capability | undefined,
): inUse is Capability {
  return reached === 'PRODUCTION' && inUse !== undefined && comparedWith?.hash !== inUse.hash;
}

/** The level whose checks failed; that of the risk is the one that was asked for. */
function failedAt({ asked, reached }: VerificationReport): number {
  return Math.min(rank(asked), rank(reached) + 1);
}

/** 1 for the lowest level, 0 for none. */
function rank(level: VerificationLevel | undefined): number {
  return level === undefined ? 0 : verificationLevels.indexOf(level) + 1;
}
