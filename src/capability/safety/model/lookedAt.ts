import { ts } from 'ts-morph';
import type { RuleContext } from '../rule.ts';
import { has } from './exports.ts';
import { declarationOf, isReference } from './names.ts';
import { usageOf } from './usage.ts';

/** Whether every use of a constant is a comparison or the like: `f instanceof AsyncFunction`. */
export function isOnlyLookedAt(
  declaration: ts.Node,
  { nodes, checker }: Pick<RuleContext, 'nodes' | 'checker'>,
): boolean {
  if (!ts.isVariableDeclaration(declaration) || !ts.isIdentifier(declaration.name)) return false;
  if (has(declaration.parent.parent, ts.SyntaxKind.ExportKeyword)) return false;
  return nodes.every(
    (node) => !isReference(node) || declarationOf(node, checker) !== declaration || usageOf(node).kind === 'looked-at',
  );
}
