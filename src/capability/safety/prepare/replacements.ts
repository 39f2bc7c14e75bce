import { ts } from 'ts-morph';
import { targets } from '../model/values/calls.ts';
import { constants } from '../model/values/value.ts';
import { isWritten } from '../model/written.ts';
import type { RuleContext } from '../rule.ts';
import { findSecrets } from '../secrets/find.ts';
import { type HelperName, isPortable } from './helpers.ts';
import type { AddedNames } from './names.ts';

/** What becomes of a node; the node that is given has its children replaced already. */
type Change = (node: ts.Node, factory: ts.NodeFactory) => ts.Node;

export interface Replacements {
  readonly changes: ReadonlyMap<ts.Node, Change>;
  /** What the changed program needs beside its own code. */
  readonly helpers: ReadonlySet<HelperName>;
}

/**
 * Calls that are replaced by ones that do the same within bounds, functions that a bare engine lacks, time and chance
 * that come from `context`, and credentials, which are taken out.
 */
export async function replacementsOf(context: RuleContext, names: AddedNames): Promise<Replacements> {
  const changes = new Map<ts.Node, Change>();
  const helpers = new Set<HelperName>();
  const use = (node: ts.Node, helper: HelperName, change: Change) => {
    helpers.add(helper);
    changes.set(node, change);
  };
  const named =
    (helper: HelperName): Change =>
    (_, factory) =>
      factory.createIdentifier(names.of(helper));

  for (const { node, path, by } of context.builtins) {
    if (isPortable(path) && by !== 'alias' && isPlainUse(node)) use(node, path, named(path));
    if (ts.isPropertyAccessExpression(node) && by === 'derived' && !isWritten(node)) {
      if (path === 'Date.now') use(node, 'now', named('now'));
      if (path === 'Math.random') use(node, 'random', named('random'));
    }
  }
  for (const node of context.nodes) {
    if (isNow(node, context)) use(node, 'now', withArgument(names.of('now')));
    const sized = sizedArgument(node, context);
    if (sized !== undefined) use(sized.argument, 'size', wrapped(names.of('size'), sized.bytes));
    const power = powerOf(node);
    if (power !== undefined) use(power, 'power', wrapped(names.of('power')));
    const shift = shiftOf(node);
    if (shift !== undefined) use(shift.count, 'shift', wrapped(names.of('shift'), shift.right ? 1 : undefined));
  }
  for (const { node } of await findSecrets(context)) {
    changes.set(node, (_, factory) => factory.createStringLiteral('[credential removed]'));
  }
  return { changes, helpers };
}

/** By its name or as `globalThis.atob`; not where only the name counts: `typeof atob`, `{ atob }`. */
function isPlainUse(node: ts.Node): boolean {
  if (!ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node)) return false;
  const { parent } = node;
  return !ts.isTypeOfExpression(parent) && !ts.isShorthandPropertyAssignment(parent) && !isWritten(node);
}

function isNow(node: ts.Node, { evaluator }: RuleContext): node is ts.NewExpression {
  return (
    ts.isNewExpression(node) &&
    (node.arguments ?? []).length === 0 &&
    evaluator.of(node.expression).some((value) => value.kind === 'builtin' && value.path === 'Date')
  );
}

function withArgument(helper: string): Change {
  return (node, factory) => {
    const { expression, typeArguments } = node as ts.NewExpression;
    const now = factory.createCallExpression(factory.createIdentifier(helper), undefined, []);
    return factory.updateNewExpression(node as ts.NewExpression, expression, typeArguments, [now]);
  };
}

/** @param second the helper's second argument */
function wrapped(helper: string, second?: number): Change {
  return (node, factory) => {
    const more = second === undefined ? [] : [factory.createNumericLiteral(second)];
    return factory.createCallExpression(factory.createIdentifier(helper), undefined, [node as ts.Expression, ...more]);
  };
}

/** The argument that says how much is made, and how many bytes each takes. */
function sizedArgument(
  node: ts.Node,
  { evaluator }: RuleContext,
): { argument: ts.Expression; bytes: number } | undefined {
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return undefined;
  const [argument, second] = node.arguments ?? [];
  if (argument === undefined || ts.isSpreadElement(argument) || isSmall(argument, evaluator)) return undefined;
  if (ts.isPropertyAccessExpression(node.expression) && /^(repeat|padStart|padEnd)$/.test(node.expression.name.text)) {
    return { argument, bytes: 1 };
  }
  for (const { callee } of ts.isIdentifier(node.expression) ? targets(node, evaluator) : []) {
    if (callee.kind !== 'builtin') continue;
    if (callee.path === 'Array' && second === undefined) return { argument, bytes: 8 };
    const [, bits] = /^(?:Int|Uint|Float|BigInt|BigUint)(8|16|32|64)(?:Clamped)?Array$/.exec(callee.path) ?? [];
    if (bits !== undefined) return { argument, bytes: Number(bits) / 8 };
    if (callee.path === 'ArrayBuffer') return { argument, bytes: 1 };
  }
  return undefined;
}

/** A number that is written out and no danger, or no number at all. */
function isSmall(node: ts.Expression, evaluator: RuleContext['evaluator']): boolean {
  if (ts.isArrayLiteralExpression(node) || ts.isStringLiteralLike(node)) return true;
  return ts.isNumericLiteral(node) && constants(evaluator.of(node)).every((count) => Number(count) <= 10_000);
}

/** The power of large integers: `a ** b`, where `b` is one or may be one. */
function powerOf(node: ts.Node): ts.Expression | undefined {
  const { AsteriskAsteriskToken, AsteriskAsteriskEqualsToken } = ts.SyntaxKind;
  if (!ts.isBinaryExpression(node)) return undefined;
  if (node.operatorToken.kind !== AsteriskAsteriskToken && node.operatorToken.kind !== AsteriskAsteriskEqualsToken)
    return undefined;
  return ts.isNumericLiteral(node.right) ? undefined : node.right;
}

/** The count of a shift of large integers: `a << b`, and `a >> b`, which shifts to the left where `b` is negative. */
function shiftOf(node: ts.Node): { readonly count: ts.Expression; readonly right: boolean } | undefined {
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
