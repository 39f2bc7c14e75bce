import type { Found, Rule, RuleContext } from '../rule.ts';

export const undeclaredPermission: Rule = {
  id: 'undeclared-permission',
  title: 'More than the manifest asks for',
  severity: 'error',
  why: 'What a capability may reach is what its manifest declares: people decide by it. The object is not there for what is not declared.',
  hint: 'Declare the permission under `toolwright.permissions` in package.json, or do without.',
  good: [
    {
      code: 'export function run(input: string, context: any) { return context.workspace.read("a.txt"); }',
      why: 'declared',
      permissions: { 'workspace:read': ['*.txt'] },
    },
    {
      code: 'export function run(input: { workspace: { read: string } }) { return input.workspace.read; }',
      why: 'data of that name',
    },
  ],
  bad: [
    {
      code: 'export function run(input: string, context: any) { return context.workspace.read("a.txt"); }',
      why: 'reads a file',
    },
    {
      code: 'export function run(input: string, { network }: any) { return network.fetch("https://example.com"); }',
      why: 'taken apart',
    },
    {
      code: 'export function run(input: string, context: any) { const w = context.workspace; return w.write("a.txt", ""); }',
      why: 'writes, where only reading is declared',
      permissions: { 'workspace:read': ['*.txt'] },
    },
    {
      code: 'const save = (c: any) => c.workspace.write("a", "");\nexport function run(input: string, context: any) { return save(context); }',
      why: 'in a function of its own',
    },
    {
      code: 'export function run(input: string, context: any) { return context.workspace.move("a.txt", "b.txt"); }',
      why: 'moves, where only reading is declared',
      permissions: { 'workspace:read': ['*.txt'] },
    },
    {
      code: 'export function run(input: string, context: any) { return context.tasks.request("deploy"); }',
      why: 'asks for a task',
    },
  ],
  check,
};

function* check({ uses, permissions }: RuleContext): Generator<Found> {
  for (const [name, places] of uses) {
    if (isGranted(permissions[name])) continue;
    for (const at of places)
      yield { at, message: `This needs the permission \`${name}\`, which the manifest does not declare.` };
  }
}

export function isGranted(permission: boolean | readonly string[] | undefined): boolean {
  return Array.isArray(permission) ? permission.length > 0 : permission === true;
}
