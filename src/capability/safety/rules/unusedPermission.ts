import { type PermissionName, permissionNames } from '#protocol';
import type { BuiltinUse } from '../model/builtinUses.ts';
import type { Found, Rule, RuleContext } from '../rule.ts';
import { isGranted } from './undeclaredPermission.ts';

export const unusedPermission: Rule = {
  id: 'unused-permission',
  title: 'Permissions that nothing uses',
  severity: 'info',
  why: 'Every permission is one more thing that people have to trust, and that a later version can use unseen.',
  hint: 'Take it out of the manifest.',
  good: [
    {
      code: 'export function run(input: string, context: any) { return context.clock.now(); }',
      why: 'used',
      permissions: { clock: true },
    },
    {
      code: 'export function run() { return Date.now(); }',
      why: 'used without its object',
      permissions: { clock: true },
    },
  ],
  bad: [{ code: 'export function run() { return 1; }', why: 'not used', permissions: { network: ['example.com'] } }],
  check,
};

/** Whether the code uses a permission without its object in `context`: `Date.now()` tells the time as well. */
export function usedWithoutContext(name: PermissionName, builtins: readonly BuiltinUse[]): boolean {
  const pattern = name === 'clock' || name === 'random' ? withoutContext[name] : undefined;
  return pattern !== undefined && builtins.some(({ path }) => pattern.test(path));
}

const withoutContext = { clock: /^(Date(\.now)?|performance)$/, random: /^(Math\.random|crypto)$/ } as const;

function* check({ uses, permissions, builtins, file }: RuleContext): Generator<Found> {
  for (const name of permissionNames) {
    if (!isGranted(permissions[name]) || uses.has(name) || usedWithoutContext(name, builtins)) continue;
    yield {
      at: { start: 0, end: Math.min(1, file.text.length) },
      message: `The permission \`${name}\` is declared, and nothing in the code uses it.`,
    };
  }
}
