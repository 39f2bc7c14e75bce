import type { RolloutPolicy } from '#capability/rollout';
import { type Capability, type CapabilityRow, type RegistryEntry, verificationLevels } from '#protocol';

/** Why a content may not be rolled out: it may not run, or was not verified as far as the rollout policy wants. */
export function refusalOf(
  admission: { row(entry: RegistryEntry): CapabilityRow },
  capability: Capability,
  { level }: RolloutPolicy,
): string | undefined {
  const { name, folder } = capability;
  const { standing, reason, report } = admission.row({ state: 'valid', name, folder, capability });
  if (standing !== 'admitted') return `it may not run. ${reason}`;
  const reached = report?.reached === undefined ? -1 : verificationLevels.indexOf(report.reached);
  if (reached >= verificationLevels.indexOf(level)) return undefined;
  return `it was verified up to ${report?.reached ?? 'nothing'}, and the rollout policy wants ${level}.`;
}
