import type { Finding, PermissionName, SafetyReport, ScorePart } from '#protocol';

/** What a finding takes off, by its severity; more of the same rule weigh less. */
const penalties = { error: 40, warning: 8, info: 1 } as const;

const permissionPenalties: Readonly<Record<PermissionName, number>> = {
  'workspace:read': 5,
  'workspace:write': 12,
  network: 12,
  clock: 2,
  random: 2,
  log: 1,
  tasks: 20,
};

/** 100 less what the findings and the permissions in use take off, each with its reason. */
export function scoreOf(
  findings: readonly Finding[],
  uses: readonly PermissionName[],
): Pick<SafetyReport, 'score' | 'parts'> {
  const parts = [...ruleParts(findings), ...permissionParts(uses)];
  const penalty = parts.reduce((sum, part) => sum + part.penalty, 0);
  return { score: Math.max(0, 100 - penalty), parts };
}

function ruleParts(findings: readonly Finding[]): ScorePart[] {
  const byRule = Map.groupBy(findings, ({ rule }) => rule);
  return [...byRule].map(([name, all]) => {
    const worst = Math.max(...all.map(({ severity }) => penalties[severity]));
    const more = Math.min(worst, Math.round(((all.length - 1) * worst) / 4));
    const others = all.length === 1 ? '' : ` (and ${all.length - 1} more)`;
    const first = all.find(({ severity }) => penalties[severity] === worst) ?? all[0];
    return { name, penalty: worst + more, reason: `Line ${first?.line}${others}: ${first?.message}` };
  });
}

function permissionParts(uses: readonly PermissionName[]): ScorePart[] {
  if (uses.length === 0) return [];
  const penalty = uses.reduce((sum, use) => sum + permissionPenalties[use], 0);
  return [{ name: 'permissions', penalty, reason: `It reaches beyond its input: ${uses.join(', ')}.` }];
}
