import { ts } from 'ts-morph';
import { bare } from '../model/tree.ts';
import { targets } from '../model/values/calls.ts';
import type { RuleContext } from '../rule.ts';
import type { HelperName } from './helpers.ts';
import type { AddedNames } from './names.ts';

/** What becomes of a node; the node that is given has its children replaced already. */
export type Change = (node: ts.Node, factory: ts.NodeFactory) => ts.Node;

/** The count of a shift of large integers: `a << b`, and `a >> b`, which shifts to the left where `b` is negative. */
export function shiftOf(node: ts.Node): { readonly count: ts.Expression; readonly right: boolean } | undefined {
  if (!ts.isBinaryExpression(node)) return undefined;
  const { left, right } = node;
  // With a number on one side it is no shift of large integers, and numbers are shifted where it has to be fast.
  if (ts.isNumericLiteral(left) || ts.isNumericLiteral(right)) return undefined;
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.LessThanLessThanToken:
    case ts.SyntaxKind.LessThanLessThanEqualsToken:
      return { count: right, right: false };
    case ts.SyntaxKind.GreaterThanGreaterThanToken:
    case ts.SyntaxKind.GreaterThanGreaterThanEqualsToken:
      return { count: right, right: true };
    default:
      return undefined;
  }
}

/** What decides how large an integer a call makes: the text of `BigInt(text)`, the bits of `BigInt.asUintN(bits, n)`. */
export function digitsOf(node: ts.Node, { evaluator }: RuleContext): ts.Expression | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const [argument] = node.arguments;
  if (argument === undefined || ts.isSpreadElement(argument) || isSmall(argument)) return undefined;
  if (ts.isPropertyAccessExpression(node.expression))
    return node.expression.name.text === 'asUintN' ? argument : undefined;
  const makes = targets(node, evaluator).some(({ callee }) => callee.kind === 'builtin' && callee.path === 'BigInt');
  return makes ? argument : undefined;
}

function isSmall(node: ts.Node): boolean {
  return ts.isNumericLiteral(node) && Number(node.text) <= 100_000;
}

/** Whether a program can have large integers at all. Most have none, and multiply without a detour. */
export function hasLargeIntegers({ nodes }: RuleContext): boolean {
  return nodes.some((node) => {
    if (ts.isBigIntLiteral(node)) return true;
    return (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) && /Big(Int|Uint)/.test(node.text);
  });
}

/** A product or a power that may be one of large integers, and the call that is put in its place. */
export function grownOf(
  node: ts.Node,
  names: AddedNames,
): { readonly helpers: readonly HelperName[]; readonly change: Change } | undefined {
  if (!ts.isBinaryExpression(node) || ts.isNumericLiteral(node.left) || ts.isNumericLiteral(node.right))
    return undefined;
  const [helper, assigns] = growing.get(node.operatorToken.kind) ?? [];
  if (helper === undefined) return undefined;
  if (!assigns || ts.isIdentifier(bare(node.left))) {
    return { helpers: [helper], change: computed(names.of(helper), assigns === true) };
  }
  // What waits in the midst of an assignment cannot be moved into a function.
  if (!isMember(bare(node.left)) || waits(node.right)) return undefined;
  return { helpers: [helper, 'update'], change: updated(names.of('update'), names.of(helper)) };
}

const growing = new Map<ts.SyntaxKind, readonly [helper: 'product' | 'power', assigns: boolean]>([
  [ts.SyntaxKind.AsteriskToken, ['product', false]],
  [ts.SyntaxKind.AsteriskEqualsToken, ['product', true]],
  [ts.SyntaxKind.AsteriskAsteriskToken, ['power', false]],
  [ts.SyntaxKind.AsteriskAsteriskEqualsToken, ['power', true]],
]);

type Member = ts.PropertyAccessExpression | ts.ElementAccessExpression;

function isMember(node: ts.Node): node is Member {
  if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return false;
  if (node.expression.kind === ts.SyntaxKind.SuperKeyword) return false;
  return !ts.isPropertyAccessExpression(node) || ts.isIdentifier(node.name);
}

/** `a * b` is `product(a, b)`, `a *= b` is `a = product(a, b)`. */
function computed(helper: string, assigns: boolean): Change {
  return (node, factory) => {
    const { left, right } = node as ts.BinaryExpression;
    const call = factory.createCallExpression(factory.createIdentifier(helper), undefined, [left, right]);
    return assigns ? factory.createParenthesizedExpression(factory.createAssignment(left, call)) : call;
  };
}

/** `o.p *= b` is `update(product, o, 'p', () => b)`: both sides are computed once, in the same order. */
function updated(update: string, helper: string): Change {
  return (node, factory) => {
    const { left, right } = node as ts.BinaryExpression;
    const member = bare(left) as Member;
    const key = ts.isPropertyAccessExpression(member)
      ? factory.createStringLiteral(member.name.text)
      : member.argumentExpression;
    const arrow = factory.createToken(ts.SyntaxKind.EqualsGreaterThanToken);
    const value = factory.createParenthesizedExpression(right);
    const later = factory.createArrowFunction(undefined, undefined, [], undefined, arrow, value);
    const [by, how] = [factory.createIdentifier(update), factory.createIdentifier(helper)];
    return factory.createCallExpression(by, undefined, [how, member.expression, key, later]);
  };
}

function waits(node: ts.Node): boolean {
  if (ts.isAwaitExpression(node) || ts.isYieldExpression(node)) return true;
  return !ts.isFunctionLike(node) && (ts.forEachChild(node, (child) => waits(child) || undefined) ?? false);
}
