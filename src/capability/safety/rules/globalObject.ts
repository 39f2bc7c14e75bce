import { ts } from 'ts-morph';
import type { BuiltinUse } from '../model/builtinUses.ts';
import { bare } from '../model/tree.ts';
import { usageOf } from '../model/usage.ts';
import type { Found, Rule, RuleContext } from '../rule.ts';

export const globalObject: Rule = {
  id: 'global-object',
  title: 'The global object by keys that are made up',
  severity: 'error',
  why: 'Who can look up any name on the global object reaches everything that the host has left there, and which name it is can be hidden.',
  hint: 'Name what is meant: `Math`, `JSON`; it needs no global object.',
  good: [
    { code: 'export function run() { return globalThis.Math.max(1, 2); }', why: 'a name that everybody can read' },
    {
      code: 'export function run(self = { a: 1 }, k = "a") { return (self as any)[k]; }',
      why: 'a parameter named `self`',
    },
    { code: 'export function run() { return typeof globalThis; }', why: '`typeof` only asks' },
  ],
  bad: [
    { code: 'export function run(k: string) { return (globalThis as any)[k]; }', why: 'a key from outside' },
    { code: 'export function run() { return Object.getOwnPropertyNames(globalThis); }', why: 'what there is' },
    {
      code: 'export function run() { const g: any = globalThis; for (const k in g) if (k.length === 7) return g[k]; }',
      why: 'by going through the names',
    },
    {
      code: 'const f = (o: any, k: string) => o[k];\nexport function run(k: string) { return f(globalThis, k); }',
      why: 'passed on',
    },
    { code: 'export function run() { return { ...globalThis }; }', why: 'copied' },
  ],
  check,
};

function* check({ builtins }: RuleContext): Generator<Found> {
  for (const use of builtins) {
    const how = use.path === '' ? misuse(use) : undefined;
    if (how !== undefined)
      yield { at: use.node, message: `The global object is ${how}, so what is taken from it can't be told.` };
  }
}

/** What is done with the global object, where it is not a plain name that is looked up. */
function misuse({ node, by }: BuiltinUse): string | undefined {
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
