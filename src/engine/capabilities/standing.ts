import {
  type CapabilityRow,
  type RegistryEntry,
  type VerificationLevel,
  type VerificationReport,
  verificationLevels,
} from '#protocol';

/** A row for a list: without what is large, and shown on the page about one capability alone. */
export function outlineOf({ report, ...row }: CapabilityRow): CapabilityRow {
  if (report === undefined) return row;
  const { mutation: _, sandbox: __, ...rest } = report;
  const runs = rest.runs.filter(({ kind }) => kind === 'example');
  return { ...row, report: { ...rest, checks: [], runs } };
}

/** What a row needs to know of the approvals in the journal. */
export interface ApprovalOf {
  readonly person: string;
  readonly reason: string;
}

/** Whether a capability may run, from its package, the evidence for its present content, and a person's word for it. */
export function rowOf(
  entry: RegistryEntry,
  report: VerificationReport | undefined,
  approval: ApprovalOf | undefined,
  admitFrom: VerificationLevel,
): CapabilityRow {
  const { name, folder } = entry;
  if (entry.state === 'broken') {
    const [first] = entry.problems;
    return {
      name,
      folder,
      standing: 'broken',
      reason: first?.message ?? 'Its package cannot be read.',
      problems: entry.problems,
    };
  }
  const row = { name, folder, problems: [], capability: entry.capability };
  if (!report) {
    return { ...row, standing: 'unverified', reason: 'There is no evidence for its present content: verify it.' };
  }
  const { decision, risk } = report;
  const judged = { ...row, report };
  if (decision.verdict === 'reject') {
    return { ...judged, standing: 'rejected', reason: decision.reasons[0] ?? 'The evidence speaks against it.' };
  }
  if (!report.reached || verificationLevels.indexOf(report.reached) < verificationLevels.indexOf(admitFrom)) {
    const reason = `It was verified up to ${report.asked} only; the policy lets capabilities run from ${admitFrom} on.`;
    return { ...judged, standing: 'unverified', reason };
  }
  if (decision.needsPerson && !approval) {
    return {
      ...judged,
      standing: 'waiting',
      reason: `A person has to approve it: its risk is ${risk.score} (${risk.class}).`,
    };
  }
  const by = approval ? `, approved by ${approval.person} (“${approval.reason}”)` : '';
  return { ...judged, standing: 'admitted', reason: `${report.reached} passed at a risk of ${risk.score}${by}.` };
}
