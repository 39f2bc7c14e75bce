import type { Outcome } from '#base';
import type { Policy } from '#capability/verification';
import type { Journal } from '#journal';
import type { Capability, CapabilityRow, RegistryEntry, RunnerName, VerificationReport } from '#protocol';
import { basisOf, evidenceFor } from './evidence.ts';
import { policyOf, usablePolicy } from './policy.ts';
import { rowOf } from './standing.ts';

export interface AdmissionPorts {
  /** The workspace folder, absolute. */
  readonly root: string;
  readonly journal: () => Journal;
  /** That serves; undefined until it is known. */
  readonly runner: () => RunnerName | undefined;
}

/** Which capabilities may run here and now: by their content, the policy, and the evidence and approvals in the journal. */
export class Admission {
  readonly #ports: AdmissionPorts;

  constructor(ports: AdmissionPorts) {
    this.#ports = ports;
  }

  /** The policy of now. @throws ToolwrightError `policy-invalid` */
  policy(): Policy {
    return usablePolicy(policyOf(this.#ports.root));
  }

  rows(entries: readonly RegistryEntry[]): CapabilityRow[] {
    const policy = policyOf(this.#ports.root);
    return entries.map((entry) => this.#row(entry, policy));
  }

  row(entry: RegistryEntry): CapabilityRow {
    return this.#row(entry, policyOf(this.#ports.root));
  }

  /** The report that decides, of those that were gathered under this policy. */
  evidence({ hash }: Capability, policy: Policy): VerificationReport | undefined {
    return evidenceFor(this.#ports.journal(), hash, basisOf(policy), this.#ports.runner());
  }

  #row(entry: RegistryEntry, policy: Outcome<Policy | undefined>): CapabilityRow {
    if (entry.state === 'broken') return rowOf(entry, { policy });
    const { hash } = entry.capability;
    const journal = this.#ports.journal();
    const [approval] = journal.decisions({ kind: 'approve', subject: hash });
    const report = policy.value && this.evidence(entry.capability, policy.value);
    return rowOf(entry, { policy, report, outdated: report ? undefined : journal.report(hash), approval });
  }
}
