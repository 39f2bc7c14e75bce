import { ts } from 'ts-morph';
import { bare } from '../syntax/source.ts';

const known = new WeakMap<ts.SourceFile, ReadonlySet<string>>();

/**
 * The names of objects that a test does something to: calls a method of them for nothing but its effect, sets a field, or
 * hands them to others. What such an object answers depends on what was done before.
 */
export function changedObjects(source: ts.SourceFile): ReadonlySet<string> {
  let names = known.get(source);
  if (names === undefined) {
    names = namesIn(source);
    known.set(source, names);
  }
  return names;
}

function namesIn(source: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (name: string | undefined) => name !== undefined && names.add(name);
  const visit = (node: ts.Node): void => {
    if (ts.isExpressionStatement(node)) add(calledFor(node.expression));
    else if (ts.isArrowFunction(node) && !ts.isBlock(node.body) && !isOfAssertion(node)) add(calledFor(node.body));
    else if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) add(rootOf(node.left));
    else if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
      if (/\+\+|--/.test(node.getText(source))) add(rootOf(node.operand));
    } else if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && !isAssertion(node)) {
      for (const given of node.arguments ?? []) if (ts.isIdentifier(bare(given))) add(bare(given).getText(source));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}

/** `object.method(…)`, where nobody looks at the result. */
function calledFor(expression: ts.Expression): string | undefined {
  const whole = bare(expression);
  const call = ts.isAwaitExpression(whole) || ts.isVoidExpression(whole) ? bare(whole.expression) : whole;
  return ts.isCallExpression(call) ? rootOf(call.expression) : undefined;
}

/** The name in front of the dots. */
function rootOf(expression: ts.Expression): string | undefined {
  let at = bare(expression);
  if (!ts.isPropertyAccessExpression(at) && !ts.isElementAccessExpression(at)) return undefined;
  while (ts.isPropertyAccessExpression(at) || ts.isElementAccessExpression(at)) at = bare(at.expression);
  return ts.isIdentifier(at) ? at.text : undefined;
}

/** `expect(() => …).toThrow()`, `assert.throws(() => …)`: what throws has done nothing. */
function isOfAssertion({ parent }: ts.ArrowFunction): boolean {
  return ts.isCallExpression(parent) && isAssertion(parent);
}

function isAssertion({ expression }: ts.CallExpression | ts.NewExpression): boolean {
  return /^(?:expect|assert|t)\b/.test(expression.getText());
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}
