import { join, resolve } from 'node:path';
import { messageOf, ToolwrightError } from '#base';
import {
  defaultRolloutPolicy,
  policyFor,
  type RolloutPolicy,
  readRolloutPolicy,
  rolloutPolicyFileName,
  type SimulationOptions,
  simulatePolicy,
} from '#capability/rollout';
import { capabilitiesFolder, type PolicySimulation, type RolloutStrategy } from '#protocol';
import { readText, stampOf } from '#workspace';

/** Where the policy is taken from. */
export interface RolloutPolicySource {
  /** The workspace folder. */
  readonly root: string;
  /** A policy file that is used instead of the workspace's own. */
  readonly policyFile?: string | undefined;
  /** The capability whose own strategy and stages are taken, where the policy has some. */
  readonly capability?: string | undefined;
  /** Instead of what the policy says. */
  readonly strategy?: RolloutStrategy | undefined;
}

/**
 * Tries the rollout policy of a workspace out on simulated users; the default one where it has none.
 * @throws ToolwrightError `rollout-policy-invalid` where the file cannot be read or is wrong, or has no stages for the
 *   strategy; `no-such-capability` for one that neither the policy nor the workspace knows; CancelledError
 */
export async function simulateRollouts(
  source: RolloutPolicySource,
  options: SimulationOptions,
): Promise<PolicySimulation> {
  const { root, capability, strategy: wanted } = source;
  const { file, policy: whole } = policyOf(source);
  if (capability !== undefined) refuseUnlessKnown(capability, whole, root);
  const policy = policyFor(whole, capability ?? '', wanted);
  if (policy.stages.length === 0) {
    throw new ToolwrightError(
      'rollout-policy-invalid',
      `The rollout policy has no stages for the strategy ${policy.strategy}.`,
      { hint: 'Name groups, or a share of users, in its stages; or simulate another strategy by --strategy.' },
    );
  }
  const { strategy } = policy;
  const stages = policy.stages.map(({ name, percent, groups }) => ({ name, percent, ...(groups && { groups }) }));
  return {
    ...(await simulatePolicy(policy, options)),
    policy: { ...(file && { file }), ...(capability && { capability }), strategy, stages },
  };
}

/** Of a name that was mistyped nobody wants to see what holds for all others. */
function refuseUnlessKnown(name: string, { capabilities }: RolloutPolicy, root: string): void {
  const known = Object.keys(capabilities);
  if (known.includes(name) || stampOf(join(root, capabilitiesFolder, name, 'package.json')) !== undefined) return;
  const own = known.length === 0 ? 'for no capability' : `for ${known.join(', ')}`;
  throw new ToolwrightError(
    'no-such-capability',
    `There is no capability “${name}” in ${root}, and none in the rollout policy.`,
    { hint: `The policy has rules of its own ${own}; leave --capability out for those of all others.` },
  );
}

function policyOf({ root, policyFile }: RolloutPolicySource): {
  readonly file?: string;
  readonly policy: RolloutPolicy;
} {
  const file = policyFile === undefined ? join(root, rolloutPolicyFileName) : resolve(policyFile);
  if (policyFile === undefined && stampOf(file) === undefined) return { policy: defaultRolloutPolicy };
  const { value, problems } = readRolloutPolicy(textOf(file));
  if (value !== undefined) return { file, policy: value };
  throw new ToolwrightError(
    'rollout-policy-invalid',
    problems.map(({ message, line }) => `${message.replace(/[.]$/, '')} (${file}:${line}).`).join(' '),
    { hint: 'What a policy can say is told in docs/rollout.md.' },
  );
}

function textOf(file: string): string {
  try {
    return readText(file);
  } catch (error) {
    throw new ToolwrightError('rollout-policy-invalid', `The rollout policy cannot be read: ${messageOf(error)}`, {
      hint: 'Name a file that is there, or leave --policy out for the one of the workspace.',
      cause: error,
    });
  }
}
