import { ts } from 'ts-morph';
import { targets } from '../model/values/calls.ts';
import { constants } from '../model/values/value.ts';
import { isWritten } from '../model/written.ts';
import type { RuleContext } from '../rule.ts';
import { findSecrets } from '../secrets/find.ts';
import { type HelperName, isPortable } from './helpers.ts';
import { type Change, digitsOf, grownOf, hasLargeIntegers, shiftOf } from './largeIntegers.ts';
import type { AddedNames } from './names.ts';

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

  const integers = hasLargeIntegers(context);
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
    if (!integers) continue;
    const shift = shiftOf(node);
    if (shift !== undefined) use(shift.count, 'shift', wrapped(names.of('shift'), shift.right ? 1 : undefined));
    const count = digitsOf(node, context);
    if (count !== undefined) use(count, 'digits', wrapped(names.of('digits')));
    const grown = grownOf(node, names);
    if (grown === undefined) continue;
    for (const helper of grown.helpers) helpers.add(helper);
    // What is put around it was found before it.
    const around = changes.get(node) ?? ((inner) => inner);
    changes.set(node, (inner, factory) => around(grown.change(inner, factory), factory));
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
