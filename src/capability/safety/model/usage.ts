import { ts } from 'ts-morph';
import { isAssignment } from './tree.ts';

/** What is done with the value of an expression. */
export type Usage =
  /** `x` is only looked at: `typeof x`, `x === y`, `y instanceof x`, `if (x)`, `x;` */
  | { readonly kind: 'looked-at' }
  /** `x.name`, `x[key]` */
  | { readonly kind: 'member'; readonly access: ts.PropertyAccessExpression | ts.ElementAccessExpression }
  | { readonly kind: 'called'; readonly call: ts.CallExpression | ts.NewExpression | ts.TaggedTemplateExpression }
  /** `const y = x`, `y = x`, `const { a } = x`, a default of a parameter: it can be followed. */
  | { readonly kind: 'named'; readonly declaration: ts.Node }
  /** The target of `x = …`, `delete x`, `x++`. */
  | { readonly kind: 'written' }
  | { readonly kind: 'passed'; readonly call: ts.CallExpression | ts.NewExpression; readonly index: number }
  | { readonly kind: 'returned' }
  | { readonly kind: 'other' };

const looking = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.InstanceOfKeyword,
]);

/** What is done with the value of a node, seen through parentheses, casts and choices. */
export function usageOf(start: ts.Node): Usage {
  let node = start;
  while (passesOn(node.parent, node)) node = node.parent;
  const { parent } = node;
  if (isMember(parent) && parent.expression === node) return { kind: 'member', access: parent };
  if ((ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === node) {
    return { kind: 'called', call: parent };
  }
  if (ts.isTaggedTemplateExpression(parent) && parent.tag === node) return { kind: 'called', call: parent };
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
    return { kind: 'passed', call: parent, index: parent.arguments?.indexOf(node as ts.Expression) ?? -1 };
  }
  if (ts.isTypeOfExpression(parent) || ts.isExpressionStatement(parent) || ts.isVoidExpression(parent)) return seen;
  if (ts.isIfStatement(parent) || ts.isCaseClause(parent) || ts.isSwitchStatement(parent)) return seen;
  if (ts.isPrefixUnaryExpression(parent) && parent.operator === ts.SyntaxKind.ExclamationToken) return seen;
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent) || ts.isDeleteExpression(parent)) {
    return { kind: 'written' };
  }
  if (isAssignment(parent)) {
    return parent.left === node ? { kind: 'written' } : named(parent.left, parent);
  }
  if (ts.isBinaryExpression(parent)) return looking.has(parent.operatorToken.kind) ? seen : { kind: 'other' };
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isBindingElement(parent)) {
    return { kind: 'named', declaration: parent };
  }
  if (ts.isReturnStatement(parent) || ts.isArrowFunction(parent)) return { kind: 'returned' };
  return { kind: 'other' };
}

const seen: Usage = { kind: 'looked-at' };

export function isMember(node: ts.Node): node is ts.PropertyAccessExpression | ts.ElementAccessExpression {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
}

function named(target: ts.Expression, assignment: ts.Node): Usage {
  return ts.isIdentifier(target) || ts.isObjectLiteralExpression(target) || ts.isArrayLiteralExpression(target)
    ? { kind: 'named', declaration: assignment }
    : { kind: 'other' };
}

function passesOn(parent: ts.Node, node: ts.Node): boolean {
  if (
    ts.isParenthesizedExpression(parent) ||
    ts.isAsExpression(parent) ||
    ts.isTypeAssertionExpression(parent) ||
    ts.isNonNullExpression(parent) ||
    ts.isSatisfiesExpression(parent) ||
    ts.isAwaitExpression(parent)
  ) {
    return true;
  }
  if (ts.isConditionalExpression(parent)) return parent.condition !== node;
  if (!ts.isBinaryExpression(parent)) return false;
  const { kind } = parent.operatorToken;
  if (kind === ts.SyntaxKind.CommaToken) return parent.right === node;
  return (
    kind === ts.SyntaxKind.BarBarToken ||
    kind === ts.SyntaxKind.QuestionQuestionToken ||
    (kind === ts.SyntaxKind.AmpersandAmpersandToken && parent.right === node)
  );
}
