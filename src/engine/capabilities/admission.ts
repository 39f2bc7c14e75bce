import type { Outcome } from '#base';
import type { Policy } from '#capability/verification';
import type { Journal } from '#journal';
import type {
  Approval,
  Capability,
  CapabilityRow,
  RegistryEntry,
  Risk,
  RunnerName,
  VerificationReport,
} from '#protocol';
import { basisOf, evidenceFor, lacksComparison } from './evidence.ts';
import { policyOf, usablePolicy } from './policy.ts';
import { type GivenApproval, rowOf } from './standing.ts';

export interface AdmissionPorts {
  /** The workspace folder, absolute. */
  readonly root: string;
  readonly journal: () => Journal;
  /** That serves; undefined until it is known. */
  readonly runner: () => RunnerName | undefined;
  /** The version that users get, where a content would replace it; nothing where rollouts are of no concern. */
  readonly inUse?: (capability: Capability) => Capability | undefined;
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
  evidence(capability: Capability, policy: Policy): VerificationReport | undefined {
    const { journal, runner } = this.#ports;
    return named(capability, evidenceFor(journal(), capability.hash, basisOf(policy), runner()));
  }

  /** Lets a content run at the risk that it has now. */
  approve({ hash }: Capability, { person, reason }: Approval, { score, class: of }: Risk): void {
    this.#ports
      .journal()
      .decide({ kind: 'approve', subject: hash, person, reason, known: { risk: { score, class: of } } });
  }

  #row(entry: RegistryEntry, policy: Outcome<Policy | undefined>): CapabilityRow {
    if (entry.state === 'broken') return rowOf(entry, { policy });
    const { capability } = entry;
    const { hash } = capability;
    const journal = this.#ports.journal();
    const [given] = journal.decisions({ kind: 'approve', subject: hash });
    const approval = given && { ...given, ...(given.known as Pick<GivenApproval, 'risk'> | undefined) };
    const report = policy.value && this.evidence(capability, policy.value);
    const outdated = report ? undefined : named(capability, journal.report(hash));
    const inUse = report?.reached === 'PRODUCTION' ? this.#ports.inUse?.(capability) : undefined;
    const uncompared = report && lacksComparison(report, inUse) ? inUse.version : undefined;
    return rowOf(entry, { policy, report, outdated, approval, uncompared });
  }
}

/** Evidence is of a content: whoever has the same content now has it, under a name and a version of its own. */
function named<T extends VerificationReport | undefined>({ name, version }: Capability, report: T): T {
  return report && { ...report, name, version };
}
