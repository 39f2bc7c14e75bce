import { ts } from 'ts-morph';
import { declarationOf, type Symbols } from '../model/names.ts';
import { bare } from '../model/tree.ts';
import type { Found, Rule, RuleContext } from '../rule.ts';

export const unboundedRecursion: Rule = {
  id: 'unbounded-recursion',
  title: 'Recursion without an end in sight',
  severity: 'warning',
  why: 'A function that calls itself whatever it is given runs out of stack, and the answer is lost.',
  hint: 'Return without calling where the work is done.',
  good: [
    { code: 'export function run(n = 5): number { return n === 0 ? 0 : 1 + run(n - 1); }', why: 'a case that ends it' },
    {
      code: 'const walk = (t: any): number => { if (!t) return 0; return 1 + walk(t.next); };\nexport function run() { return walk(null); }',
      why: 'a way out before',
    },
    {
      code: 'const sum = (t: any[]): number => t.reduce((s, x) => s + sum(x), 0);\nexport function run() { return sum([]); }',
      why: 'as often as there are items',
    },
  ],
  bad: [
    { code: 'export function run(n: number): number { return run(n + 1); }', why: 'always' },
    {
      code: 'export function run() { const a = (n: number): number => b(n + 1), b = (n: number): number => a(n + 1); return a(0); }',
      why: 'by turns',
    },
  ],
  check,
};

function* check({ nodes, checker }: RuleContext): Generator<Found> {
  const always = new Map<ts.Node, ts.Node[]>();
  for (const node of nodes) {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) always.set(node, certainCalls(node.body, checker));
  }
  for (const node of always.keys()) {
    if (reaches(node, node, always, new Set())) {
      yield {
        at: node,
        message: 'This function calls itself whatever it is given, so it ends when the stack is full.',
      };
    }
  }
}

function reaches(from: ts.Node, to: ts.Node, calls: ReadonlyMap<ts.Node, ts.Node[]>, seen: Set<ts.Node>): boolean {
  return (calls.get(from) ?? []).some((called) => {
    if (called === to) return true;
    if (seen.has(called)) return false;
    seen.add(called);
    return reaches(called, to, calls, seen);
  });
}

/** Functions that a body calls in any case: before any condition, loop, `try` or way out. */
function certainCalls(body: ts.Node, checker: Symbols): ts.Node[] {
  const found: ts.Node[] = [];
  let certain = true;
  const look = (node: ts.Node): void => {
    if (!certain || ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    if (isChoice(node)) {
      certain = false;
      return;
    }
    ts.forEachChild(node, look);
    if (certain && ts.isCallExpression(node)) {
      const called = functionOf(node.expression, checker);
      if (called) found.push(called);
    }
    if (ts.isReturnStatement(node) || ts.isThrowStatement(node)) certain = false;
  };
  look(body);
  return found;
}

function isChoice(node: ts.Node): boolean {
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    return (
      kind === ts.SyntaxKind.AmpersandAmpersandToken ||
      kind === ts.SyntaxKind.BarBarToken ||
      kind === ts.SyntaxKind.QuestionQuestionToken
    );
  }
  return (
    ts.isIfStatement(node) ||
    ts.isConditionalExpression(node) ||
    ts.isSwitchStatement(node) ||
    ts.isTryStatement(node) ||
    ts.isIterationStatement(node, false) ||
    ts.isYieldExpression(node) ||
    ts.isOptionalChain(node)
  );
}

function functionOf(callee: ts.Expression, checker: Symbols): ts.Node | undefined {
  const name = bare(callee);
  if (!ts.isIdentifier(name)) return undefined;
  const declaration = declarationOf(name, checker);
  if (declaration && ts.isVariableDeclaration(declaration)) {
    return declaration.initializer ? bare(declaration.initializer) : undefined;
  }
  return declaration;
}
