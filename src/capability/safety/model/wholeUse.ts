import { ts } from 'ts-morph';
import type { BuiltinUse } from './builtinUses.ts';
import { bare } from './tree.ts';
import { usageOf } from './usage.ts';

/** What is done with an object of the language as a whole, in words: anything but looking up a plain name. */
export function wholeUse({ node, by }: BuiltinUse): string | undefined {
  const usage = usageOf(node);
  switch (usage.kind) {
    case 'looked-at':
    case 'written':
      return undefined;
    case 'member':
      return ts.isPropertyAccessExpression(usage.access) || isLiteral(usage.access.argumentExpression)
        ? undefined
        : 'looked up by a key that is computed';
    case 'named':
      return namedWhole(usage.declaration);
    case 'passed':
      return isPlainLookup(usage.call, usage.index) ? undefined : 'passed on';
    case 'called':
      return undefined;
    case 'returned':
      return by === 'alias' ? undefined : 'passed on';
    case 'other':
      return isIn(node.parent) ? undefined : 'passed on';
  }
}

function isLiteral(node: ts.Expression): boolean {
  return ts.isStringLiteralLike(bare(node));
}

/** `const g = globalThis` and `const { Math } = globalThis` can be followed; rests and computed names can't. */
function namedWhole(node: ts.Node): string | undefined {
  if (ts.isBinaryExpression(node)) return undefined;
  const { name } = node as ts.VariableDeclaration;
  if (ts.isIdentifier(name)) return undefined;
  const plain = name.elements.every(
    (element) =>
      ts.isBindingElement(element) &&
      element.dotDotDotToken === undefined &&
      !(element.propertyName && ts.isComputedPropertyName(element.propertyName)),
  );
  return plain ? undefined : 'taken apart';
}

/** `Reflect.get(globalThis, 'Math')`, `Reflect.has(…)`. */
function isPlainLookup(call: ts.CallExpression | ts.NewExpression, index: number): boolean {
  const key = call.arguments?.[1];
  const lookup = /^Reflect\.(get|has)$|^Object\.(hasOwn|getOwnPropertyDescriptor)$/.test(call.expression.getText());
  return index === 0 && lookup && key !== undefined && isLiteral(key);
}

function isIn(node: ts.Node): boolean {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InKeyword;
}
