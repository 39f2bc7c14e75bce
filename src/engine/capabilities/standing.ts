import type { Outcome } from '#base';
import type { Policy } from '#capability/verification';
import {
  type Capability,
  type CapabilityRow,
  type Permissions,
  permissionNames,
  type RecordedRun,
  type RegistryEntry,
  type Risk,
  type VerificationReport,
  verificationLevels,
} from '#protocol';

/** A row for a list: without what is large, and shown on the page about one capability alone. */
export function outlineOf({ report, ...row }: CapabilityRow): CapabilityRow {
  if (report === undefined) return row;
  const { mutation: _, sandbox: __, ...rest } = report;
  const runs = rest.runs.filter(({ kind }) => kind === 'example').map(withoutValues);
  return { ...row, report: { ...rest, checks: [], runs } };
}

/** Lists are read again with every change, and values may be large. */
function withoutValues({ name, kind, passed, reason, result }: RecordedRun): RecordedRun {
  const bare = { ...result, logs: [], effects: [], ...(result.status === 'ok' ? { value: null } : {}) };
  return { name, kind, input: null, result: bare, passed, ...(reason === undefined ? {} : { reason }) };
}

/** A person's word for a content, as it is in the journal. */
export interface GivenApproval {
  readonly person: string;
  readonly reason: string;
  /** What the risk was then; absent in old journals. */
  readonly risk?: Pick<Risk, 'score' | 'class'>;
}

const riskClasses = ['low', 'medium', 'high'] as const;

/** Whoever approves has seen a risk: what is found to be in a higher class later was not approved. */
function covers({ risk: seen }: GivenApproval, risk: Risk): boolean {
  return seen === undefined || riskClasses.indexOf(risk.class) <= riskClasses.indexOf(seen.class);
}

/** What is known when a capability is judged. */
export interface Known {
  /** Without a value where the team's file cannot be used. */
  readonly policy: Outcome<Policy | undefined>;
  /** The evidence that decides. */
  readonly report?: VerificationReport | undefined;
  /** Evidence for the same content that no longer counts: from another policy, product version or kind of sandbox. */
  readonly outdated?: VerificationReport | undefined;
  readonly approval?: GivenApproval | undefined;
  /** The version in use that PRODUCTION was to compare with, and did not. */
  readonly uncompared?: string | undefined;
}

/** Whether a capability may run, from its package, the evidence for its present content, and a person's word for it. */
export function rowOf(entry: RegistryEntry, { policy, report, outdated, approval, uncompared }: Known): CapabilityRow {
  const { name, folder } = entry;
  if (entry.state === 'broken') {
    const [first] = entry.problems;
    return {
      name,
      folder,
      standing: 'broken',
      reason: first?.message ?? 'Its package cannot be read.',
      // Where no package can be read, nobody else would tell of the policy.
      problems: [...entry.problems, ...policy.problems],
    };
  }
  const row = { name, folder, problems: [], capability: entry.capability };
  if (!policy.value) {
    const [first] = policy.problems;
    const reason = `Nothing may run before the policy is mended: ${first?.message ?? ''}`;
    return {
      ...row,
      standing: 'unverified',
      reason,
      problems: policy.problems,
      ...(outdated ? { report: outdated } : {}),
    };
  }
  if (outdated && !report) {
    const reason = 'It was verified under another policy, product version or kind of sandbox: verify it again.';
    return { ...row, standing: 'unverified', reason, report: outdated };
  }
  if (!report) {
    return { ...row, standing: 'unverified', reason: 'There is no evidence for its present content: verify it.' };
  }
  const { admitFrom } = policy.value;
  const { decision, risk } = report;
  const judged = { ...row, report };
  if (decision.verdict === 'reject') {
    return { ...judged, standing: 'rejected', reason: decision.reasons[0] ?? 'The evidence speaks against it.' };
  }
  if (!report.reached || verificationLevels.indexOf(report.reached) < verificationLevels.indexOf(admitFrom)) {
    const reason = `It was verified up to ${report.asked} only; the policy lets capabilities run from ${admitFrom} on.`;
    return { ...judged, standing: 'unverified', reason };
  }
  // It stays what it is, whatever users get meanwhile; but nobody shall take it for compared.
  const missing =
    uncompared === undefined
      ? ''
      : ` It was not compared with version ${uncompared}, which is in use now: verify it at PRODUCTION again.`;
  if (decision.needsPerson && !(approval && covers(approval, risk))) {
    const why = decision.person ?? `its risk is ${risk.score} (${risk.class})`;
    const before = approval?.risk
      ? ` ${approval.person} approved it at a risk of ${approval.risk.score} (${approval.risk.class}).`
      : '';
    return { ...judged, standing: 'waiting', reason: `A person has to approve it: ${why}.${before}${missing}` };
  }
  const by = decision.needsPerson && approval ? `, approved by ${approval.person} (“${approval.reason}”)` : '';
  return {
    ...judged,
    standing: 'admitted',
    reason: `${report.reached} passed at a risk of ${risk.score}${by}.${missing}`,
  };
}

/** What a capability is granted when it serves: of what it asks for, no more than its evidence says that it uses. */
export function grantedOf({ manifest }: Capability, { safety }: VerificationReport): Permissions {
  const used = permissionNames.filter((name) => safety.uses.includes(name) && manifest.permissions[name] !== undefined);
  return Object.fromEntries(used.map((name) => [name, manifest.permissions[name]]));
}
