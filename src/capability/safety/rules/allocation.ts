import { ts } from 'ts-morph';
import { declarationOf } from '../model/names.ts';
import { quoted } from '../model/tree.ts';
import { targets } from '../model/values/calls.ts';
import { constants, type Values } from '../model/values/value.ts';
import type { Found, Rule, RuleContext } from '../rule.ts';

export const allocation: Rule = {
  id: 'allocation',
  title: 'Memory by the hundred megabytes',
  severity: 'warning',
  why: 'A run has a limit of memory. What asks for more at once, or for much in each turn of a loop, ends the run.',
  hint: 'Work on parts, and keep no more than the answer needs.',
  good: [
    {
      code: 'export function run(n = 100) { return new Array(n).fill(0).length; }',
      why: 'as much as the input asks for',
    },
    { code: 'export function run() { return "-".repeat(80); }', why: 'a line' },
    {
      code: 'export function run(n = 9) { let bits = 1; for (let i = 0; i < n; i++) bits += bits; return bits; }',
      why: 'a number that doubles is as large as before',
    },
    {
      code: 'export function run(n = 9) { const rows: number[][] = []; for (let i = 0; i < n; i++) rows.push(new Array(80).fill(0)); return rows; }',
      why: 'a little in each turn',
    },
  ],
  bad: [
    { code: 'export function run() { return new Array(60_000_000).fill(0).length; }', why: 'a list of sixty million' },
    {
      code: 'export function run() { return "x".repeat(400_000_000).length; }',
      why: 'a text of four hundred megabytes',
    },
    { code: 'export function run() { return new Uint8Array(2_000_000_000).length; }', why: 'two gigabytes' },
    { code: 'export function run() { const a: number[] = []; for (;;) a.push(1); }', why: 'more in each turn' },
    {
      code: 'export function run(n: number) { const rows: number[][] = []; for (let i = 0; i < n; i++) rows.push(new Array(1_000_000).fill(0)); return rows.length; }',
      why: 'a million in each turn',
    },
    {
      code: 'export function run() { let text = "x"; for (let i = 0; i < 40; i++) text += text; return text.length; }',
      why: 'a text that doubles in each turn',
    },
    { code: 'export function run() { return (2n ** 40000000n) % 7n; }', why: 'a number of forty million digits' },
  ],
  check,
};

const much = 10_000_000;
/** In a turn of a loop: of a hundred turns nobody knows that they are few. */
const muchInTurn = 1_000_000;
const sized = /^(Array|ArrayBuffer|SharedArrayBuffer|\w+Array)$/;
const growing = new Set(['push', 'unshift', 'add', 'set', 'append', 'concat']);

function* check({ nodes, evaluator, checker }: RuleContext): Generator<Found> {
  for (const node of nodes) {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      if (asksFor(node, much, evaluator)) {
        yield { at: node, message: `${quoted(node)} asks for more memory than a run has.` };
      } else if (loopAround(node) && asksFor(node, muchInTurn, evaluator)) {
        yield { at: node, message: `${quoted(node)} asks for much memory in each turn of a loop.` };
      }
      if (ts.isCallExpression(node) && growsForever(node)) {
        yield { at: node, message: `${quoted(node)} keeps more in each turn of a loop that has no end.` };
      }
    } else if (doubles(node, checker)) {
      yield { at: node, message: `${quoted(node)} makes a text twice as long in each turn of a loop.` };
    } else if (isBigPower(node, evaluator)) {
      yield { at: node, message: `${quoted(node)} is a number of millions of digits, which no deadline interrupts.` };
    }
  }
}

function asksFor(
  node: ts.CallExpression | ts.NewExpression,
  least: number,
  evaluator: RuleContext['evaluator'],
): boolean {
  const isMuch = (values: Values | undefined) =>
    constants(values ?? []).some((size) => typeof size === 'number' && size >= least);
  return targets(node, evaluator).some(({ callee, args }) => {
    if (callee.kind === 'builtin') return sized.test(callee.path) && isMuch(args[0]);
    return callee.kind === 'method' && /^(repeat|padStart|padEnd)$/.test(callee.name) && isMuch(args[0]);
  });
}

/** `text += text` and `text = text + text` in a loop; what doubles forty times is no text any more. */
function doubles(node: ts.Node, checker: RuleContext['checker']): boolean {
  if (!ts.isBinaryExpression(node) || !ts.isIdentifier(node.left) || loopAround(node) === undefined) return false;
  const name = node.left.text;
  const isIt = (part: ts.Expression) => ts.isIdentifier(part) && part.text === name;
  const { right, operatorToken } = node;
  const twice =
    operatorToken.kind === ts.SyntaxKind.PlusEqualsToken
      ? isIt(right)
      : operatorToken.kind === ts.SyntaxKind.EqualsToken &&
        ts.isBinaryExpression(right) &&
        right.operatorToken.kind === ts.SyntaxKind.PlusToken &&
        isIt(right.left) &&
        isIt(right.right);
  return twice && isText(declarationOf(node.left, checker));
}

/** By how it is declared: to ask the compiler for a type can take as long as the type's author wants. */
function isText(declaration: ts.Node | undefined): boolean {
  if (declaration === undefined || !(ts.isVariableDeclaration(declaration) || ts.isParameter(declaration)))
    return false;
  const { type, initializer } = declaration;
  if (type !== undefined) return type.kind === ts.SyntaxKind.StringKeyword;
  return initializer !== undefined && (ts.isStringLiteralLike(initializer) || ts.isTemplateExpression(initializer));
}

/** The loop of the same function in which something stands. */
function loopAround(node: ts.Node): ts.IterationStatement | undefined {
  const around = ts.findAncestor(node, (at) => ts.isIterationStatement(at, false) || ts.isFunctionLike(at));
  return around && ts.isIterationStatement(around, false) ? around : undefined;
}

function isBigPower(node: ts.Node, evaluator: RuleContext['evaluator']): boolean {
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.AsteriskAsteriskToken) return false;
  return constants(evaluator.of(node.right)).some((power) => typeof power === 'bigint' && power > 1_000_000n);
}

/** In a `for (;;)` or `while (true)` with no way out. */
function growsForever(node: ts.CallExpression): boolean {
  if (!ts.isPropertyAccessExpression(node.expression) || !growing.has(node.expression.name.text)) return false;
  const loop = loopAround(node);
  if (loop === undefined) return false;
  const endless =
    (ts.isForStatement(loop) && loop.condition === undefined) ||
    (ts.isWhileStatement(loop) && loop.expression.kind === ts.SyntaxKind.TrueKeyword);
  return endless && !/\b(break|return|throw|yield)\b/.test(loop.getText());
}
