import { ts } from 'ts-morph';
import { isAssignment } from './tree.ts';
import { usageOf } from './usage.ts';

/** Whether a property is assigned, deleted, counted up, or a target of destructuring or of a loop. */
export function isWritten(node: ts.Node): boolean {
  if (usageOf(node).kind === 'written') return isReallyWritten(node);
  let at = node;
  while (
    ts.isArrayLiteralExpression(at.parent) ||
    ts.isObjectLiteralExpression(at.parent) ||
    ts.isPropertyAssignment(at.parent) ||
    ts.isSpreadElement(at.parent) ||
    ts.isSpreadAssignment(at.parent) ||
    ts.isParenthesizedExpression(at.parent)
  ) {
    if (ts.isPropertyAssignment(at.parent) && at.parent.initializer !== at) return false;
    at = at.parent;
  }
  const { parent } = at;
  if (ts.isForInStatement(parent) || ts.isForOfStatement(parent)) return parent.initializer === at;
  return at !== node && isAssignment(parent) && parent.left === at;
}

/** `-x` and `+x` only read. */
function isReallyWritten(node: ts.Node): boolean {
  let at = node;
  while (ts.isParenthesizedExpression(at.parent) || ts.isAsExpression(at.parent) || ts.isNonNullExpression(at.parent)) {
    at = at.parent;
  }
  const { parent } = at;
  if (!ts.isPrefixUnaryExpression(parent)) return true;
  return parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken;
}
