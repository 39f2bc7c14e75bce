import { ts } from 'ts-morph';
import { isReference, type Symbols, symbolOf } from '../model/names.ts';
import { constants } from '../model/values/value.ts';
import type { Found, Rule, RuleContext } from '../rule.ts';

export const unboundedLoop: Rule = {
  id: 'unbounded-loop',
  title: 'Loops without an end in sight',
  severity: 'warning',
  why: 'A loop that nothing ends runs until it is stopped from outside, and the answer is lost. The sandbox does stop it; it is still a fault.',
  hint: 'Give the loop a condition, or a way out: `break`, `return`, `throw`.',
  good: [
    {
      code: 'export function run(n = 9) { let s = 0; for (let i = 0; i < n; i++) s += i; return s; }',
      why: 'a condition',
    },
    {
      code: 'function* all() { let i = 0; while (true) yield i++; }\nexport function run() { for (const n of all()) if (n > 3) return n; }',
      why: 'a generator waits for who takes its values',
    },
    { code: 'export function run(n = 9) { for (;;) { if (n < 2) return n; n >>= 1; } }', why: 'a way out' },
  ],
  bad: [
    { code: 'export function run() { for (;;); }', why: 'nothing ends it' },
    {
      code: 'export function run() { let n = 0; while (true) { n++; [1].forEach(() => { return n; }); } }',
      why: 'the `return` is of another function',
    },
    { code: 'export async function run() { while (true) await undefined; }', why: 'with pauses' },
    {
      code: 'export function run() { for (let i = 0; i >= 0; ) { Math.abs(i); } return 1; }',
      why: 'what the condition asks never changes',
    },
  ],
  check,
};

function* check({ nodes, evaluator }: RuleContext): Generator<Found> {
  for (const node of nodes) {
    if (!ts.isForStatement(node) && !ts.isWhileStatement(node) && !ts.isDoStatement(node)) continue;
    const condition = ts.isForStatement(node) ? node.condition : node.expression;
    const endless =
      condition === undefined || isAlwaysTrue(condition, evaluator) || !couldChange(condition, node, evaluator);
    if (endless && !hasWayOut(node.statement, node)) {
      yield { at: node, message: 'Nothing ends this loop from inside, so the program runs until it is stopped.' };
    }
  }
}

/** A condition of literals only; a variable may change. */
function isAlwaysTrue(condition: ts.Expression, evaluator: RuleContext['evaluator']): boolean {
  let fixed = true;
  const look = (node: ts.Node): void => {
    if (ts.isIdentifier(node) || ts.isCallExpression(node)) fixed = false;
    ts.forEachChild(node, look);
  };
  look(condition);
  if (!fixed) return false;
  const values = constants(evaluator.of(condition));
  return values.length > 0 && values.every(Boolean);
}

/** Whether anything that the condition names is written in the loop, or may be by what it calls. */
function couldChange(
  condition: ts.Expression,
  loop: ts.IterationStatement,
  { parsed }: RuleContext['evaluator'],
): boolean {
  const names = new Set<ts.Symbol | undefined>();
  let opaque = false;
  const look = (node: ts.Node): void => {
    if (isReference(node)) names.add(symbolOf(node, parsed.checker));
    const isPlain =
      ts.isIdentifier(node) || ts.isBinaryExpression(node) || ts.isNumericLiteral(node) || ts.isToken(node);
    if (!isPlain) opaque = true;
    ts.forEachChild(node, look);
  };
  look(condition);
  if (opaque || names.size === 0) return true;
  return mentionsOutsideOf(condition, loop, names, parsed.checker);
}

function mentionsOutsideOf(
  condition: ts.Node,
  loop: ts.Node,
  names: ReadonlySet<ts.Symbol | undefined>,
  checker: Symbols,
): boolean {
  const start = ts.isForStatement(loop) ? loop.initializer : undefined;
  let written = false;
  const look = (node: ts.Node): void => {
    if (node === condition || node === start) return;
    if (isReference(node) && names.has(symbolOf(node, checker)) && isWrite(node)) written = true;
    if (ts.isCallExpression(node) && !isBuiltinCall(node)) written = true;
    ts.forEachChild(node, look);
  };
  look(loop);
  return written;
}

function isWrite(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) return true;
  if (ts.isBinaryExpression(parent)) return parent.left === node;
  return !ts.isCallExpression(parent) && !ts.isPropertyAccessExpression(parent);
}

function isBuiltinCall(node: ts.CallExpression): boolean {
  return /^(Math|Number|String|Object|Array|JSON)\./.test(node.expression.getText());
}

/** `break` of this loop, `return`, `throw`, `yield`; not of loops and functions inside of it. */
function hasWayOut(body: ts.Node, loop: ts.IterationStatement): boolean {
  const label = ts.isLabeledStatement(loop.parent) ? loop.parent.label.text : undefined;
  let found = false;
  const look = (node: ts.Node, nested: boolean): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    if (ts.isReturnStatement(node) || ts.isThrowStatement(node) || ts.isYieldExpression(node)) found = true;
    if (ts.isBreakStatement(node)) found ||= node.label ? node.label.text === label || !isInside(node, loop) : !nested;
    const inner = nested || ts.isIterationStatement(node, false) || ts.isSwitchStatement(node);
    if (!found) ts.forEachChild(node, (child) => look(child, inner));
  };
  look(body, ts.isIterationStatement(body, false) || ts.isSwitchStatement(body));
  return found;
}

/** Whether the label that a `break` names is inside of the loop. */
function isInside(node: ts.BreakStatement, loop: ts.Node): boolean {
  const labelled = ts.findAncestor(node, (at) => ts.isLabeledStatement(at) && at.label.text === node.label?.text);
  return labelled !== undefined && ts.findAncestor(labelled, (at) => at === loop) !== undefined;
}
