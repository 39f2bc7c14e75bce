import { isSteeredByPerson, keptOutBy, type Rollout, type RolloutPolicy } from '#capability/rollout';
import { type Capability, type CapabilityRow, type RegistryEntry, verificationLevels } from '#protocol';
import type { Versions } from './versions.ts';

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

/**
 * What keeps a version from going on, whatever its requests say: evidence may have lost its force meanwhile, and whom somebody
 * keeps out is not let in without a word.
 */
export function objectionToGoOn(
  by: {
    readonly versions: Pick<Versions, 'read'>;
    readonly refusal: (capability: Capability, policy: RolloutPolicy) => string | undefined;
  },
  name: string,
  rollout: Rollout,
  policy: RolloutPolicy,
): string | undefined {
  const keptOut = keptOutBy(rollout);
  if (keptOut !== undefined) return keptOut;
  const { candidate, content } = rollout;
  const kept = by.versions.read(name, candidate);
  if (kept?.hash !== content) return `version ${candidate} is not in .toolwright/versions as it was frozen.`;
  const refusal = by.refusal(kept, policy);
  return (
    refusal && `version ${candidate} may not go on: ${refusal} toolwright verify ${name}@${candidate} gathers it anew.`
  );
}

/** The share of users that the first stage of a content may reach by its risk, in percent; nothing where that may be all. */
export function mostAtFirst(
  admission: { row(entry: RegistryEntry): CapabilityRow },
  capability: Capability,
): number | undefined {
  const { name, folder } = capability;
  return admission.row({ state: 'valid', name, folder, capability }).report?.decision.firstStage;
}

/**
 * Why a first stage is too large for the risk of what it brings to users. A person who gives it to everybody by a flag, or
 * compares it with half of them, has said so.
 * @param most of its users, in percent
 */
export function tooManyAtFirst({ stages, strategy }: RolloutPolicy, most = 100): string | undefined {
  const [first] = stages;
  if (first === undefined || first.percent <= most || isSteeredByPerson(strategy)) return undefined;
  return `its first stage, ${first.name}, would reach ${first.percent} % of users, and at its risk that may be ${most} % at most.`;
}
