import { ts } from 'ts-morph';

/** The expression without what changes nothing at run time: parentheses, casts, `!`, `satisfies`, all but the last of a comma. */
export function bare(node: ts.Expression): ts.Expression {
  let inner = node;
  for (;;) {
    if (
      ts.isParenthesizedExpression(inner) ||
      ts.isAsExpression(inner) ||
      ts.isTypeAssertionExpression(inner) ||
      ts.isNonNullExpression(inner) ||
      ts.isSatisfiesExpression(inner) ||
      ts.isPartiallyEmittedExpression(inner)
    ) {
      inner = inner.expression;
    } else if (ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.CommaToken) {
      inner = inner.right;
    } else {
      return inner;
    }
  }
}

/** Whether nothing of the node is left at run time: types, interfaces, what is only declared. */
export function isErased(node: ts.Node): boolean {
  if (ts.isExpressionWithTypeArguments(node)) {
    return !(ts.isHeritageClause(node.parent) && node.parent.token === ts.SyntaxKind.ExtendsKeyword)
      ? ts.isHeritageClause(node.parent)
      : ts.isInterfaceDeclaration(node.parent.parent);
  }
  if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return true;
  if (ts.isTypeParameterDeclaration(node) || ts.isIndexSignatureDeclaration(node)) return true;
  return isAmbient(node);
}

/** `declare const x`, `declare module …`. */
export function isAmbient(node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) &&
    ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) === true
  );
}

/** All nodes that are there at run time, parents first. */
export function* runtimeNodes(node: ts.Node): Generator<ts.Node> {
  const waiting: ts.Node[] = [node];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (isErased(at)) continue;
    yield at;
    const children: ts.Node[] = [];
    ts.forEachChild(at, (child) => {
      children.push(child);
    });
    for (let index = children.length - 1; index >= 0; index--) waiting.push(children[index] as ts.Node);
  }
}

/** The function, class body or file in which the node is executed. */
export function functionAround(node: ts.Node): ts.FunctionLikeDeclaration | undefined {
  for (let at = node.parent; at !== undefined; at = at.parent) {
    if (ts.isFunctionLike(at) && 'body' in at) return at as ts.FunctionLikeDeclaration;
  }
  return undefined;
}

export type FunctionOrClass = ts.FunctionLikeDeclaration | ts.ClassLikeDeclaration;

/** A short quotation of source for a message, on one line. */
export function quoted(node: ts.Node): string {
  const text = node.getText().replaceAll(/\s+/g, ' ');
  return `\`${text.length > 40 ? `${text.slice(0, 37)}…` : text}\``;
}

/** `a = b`, `a += b`, `a ??= b`, … */
export function isAssignment(node: ts.Node): node is ts.BinaryExpression {
  return (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
    node.operatorToken.kind <= ts.SyntaxKind.LastAssignment
  );
}
