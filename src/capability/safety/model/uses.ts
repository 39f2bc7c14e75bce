import { ts } from 'ts-morph';
import type { PermissionName } from '#protocol';
import type { Evaluator } from './values/evaluation.ts';
import type { Values } from './values/value.ts';

const byPath: readonly (readonly [RegExp, PermissionName])[] = [
  [/^workspace\.(write|remove|delete|rename|move|create|append|mkdir|copy)/, 'workspace:write'],
  [/^workspace(\.|$)/, 'workspace:read'],
  [/^(network|fetch)(\.|$)/, 'network'],
  [/^(clock|now)(\.|$)/, 'clock'],
  [/^random(\.|$)/, 'random'],
  [/^log(\.|$)/, 'log'],
  [/^tasks(\.|$)/, 'tasks'],
];

/** The permission that a part of `context` needs, by its path: `workspace.read`. */
function permissionFor(path: string): PermissionName | undefined {
  return byPath.find(([pattern]) => pattern.test(path))?.[1];
}

/** Which granted objects the code takes out of `context`, and where. */
export function permissionUses(nodes: readonly ts.Node[], evaluator: Evaluator): Map<PermissionName, ts.Node[]> {
  const uses = new Map<PermissionName, ts.Node[]>();
  for (const node of nodes) {
    for (const path of contextPaths(node, evaluator)) {
      const name = permissionFor(path);
      if (name !== undefined) uses.set(name, [...(uses.get(name) ?? []), node]);
    }
  }
  return uses;
}

/** Whether anything of `context` is looked up, by a name that stands for a permission or by one that is not known. */
export function usesContext(nodes: readonly ts.Node[], evaluator: Evaluator): boolean {
  return nodes.some((node) => {
    if (ts.isElementAccessExpression(node) && !ts.isStringLiteralLike(node.argumentExpression)) {
      if (evaluator.of(node.expression).some(({ kind }) => kind === 'context')) return true;
    }
    return valuesOf(node, evaluator).some(
      (value) => value.kind === 'context' && permissionFor(value.path) !== undefined,
    );
  });
}

/** `context.workspace.read` as a path; a group of functions alone, `context.workspace`, only where no function of it follows. */
function contextPaths(node: ts.Node, evaluator: Evaluator): string[] {
  const paths = valuesOf(node, evaluator).flatMap((value) => (value.kind === 'context' ? [value.path] : []));
  return paths.filter((path) => path !== 'workspace' && path !== '');
}

function valuesOf(node: ts.Node, evaluator: Evaluator): Values {
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return evaluator.of(node);
  return ts.isBindingElement(node) ? evaluator.ofDeclaration(node) : [];
}
