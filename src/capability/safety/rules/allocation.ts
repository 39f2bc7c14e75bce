import { ts } from 'ts-morph';
import { quoted } from '../model/tree.ts';
import { targets } from '../model/values/calls.ts';
import { constants, type Values } from '../model/values/value.ts';
import type { Found, Rule, RuleContext } from '../rule.ts';

export const allocation: Rule = {
  id: 'allocation',
  title: 'Memory by the hundred megabytes',
  severity: 'warning',
  why: 'A run has a limit of memory. What asks for more at once, or for more in each turn of an endless loop, ends the run.',
  hint: 'Work on parts, and keep no more than the answer needs.',
  good: [
    {
      code: 'export function run(n = 100) { return new Array(n).fill(0).length; }',
      why: 'as much as the input asks for',
    },
    { code: 'export function run() { return "-".repeat(80); }', why: 'a line' },
  ],
  bad: [
    { code: 'export function run() { return new Array(60_000_000).fill(0).length; }', why: 'a list of sixty million' },
    {
      code: 'export function run() { return "x".repeat(400_000_000).length; }',
      why: 'a text of four hundred megabytes',
    },
    { code: 'export function run() { return new Uint8Array(2_000_000_000).length; }', why: 'two gigabytes' },
    { code: 'export function run() { const a: number[] = []; for (;;) a.push(1); }', why: 'more in each turn' },
    { code: 'export function run() { return (2n ** 40000000n) % 7n; }', why: 'a number of forty million digits' },
  ],
  check,
};

const much = 10_000_000;
const sized = /^(Array|ArrayBuffer|SharedArrayBuffer|\w+Array)$/;
const growing = new Set(['push', 'unshift', 'add', 'set', 'append', 'concat']);

function* check({ nodes, evaluator }: RuleContext): Generator<Found> {
  for (const node of nodes) {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      if (asksForMuch(node, evaluator))
        yield { at: node, message: `${quoted(node)} asks for more memory than a run has.` };
      if (ts.isCallExpression(node) && growsForever(node)) {
        yield { at: node, message: `${quoted(node)} keeps more in each turn of a loop that has no end.` };
      }
    } else if (isBigPower(node, evaluator)) {
      yield { at: node, message: `${quoted(node)} is a number of millions of digits, which no deadline interrupts.` };
    }
  }
}

function asksForMuch(node: ts.CallExpression | ts.NewExpression, evaluator: RuleContext['evaluator']): boolean {
  return targets(node, evaluator).some(({ callee, args }) => {
    if (callee.kind === 'builtin') return sized.test(callee.path) && isMuch(args[0]);
    return callee.kind === 'method' && /^(repeat|padStart|padEnd)$/.test(callee.name) && isMuch(args[0]);
  });
}

function isMuch(values: Values | undefined): boolean {
  return constants(values ?? []).some((size) => typeof size === 'number' && size >= much);
}

function isBigPower(node: ts.Node, evaluator: RuleContext['evaluator']): boolean {
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.AsteriskAsteriskToken) return false;
  return constants(evaluator.of(node.right)).some((power) => typeof power === 'bigint' && power > 1_000_000n);
}

/** In a `for (;;)` or `while (true)` with no way out. */
function growsForever(node: ts.CallExpression): boolean {
  if (!ts.isPropertyAccessExpression(node.expression) || !growing.has(node.expression.name.text)) return false;
  const loop = ts.findAncestor(node, (at) => ts.isIterationStatement(at, false) || ts.isFunctionLike(at));
  if (loop === undefined) return false;
  const endless =
    (ts.isForStatement(loop) && loop.condition === undefined) ||
    (ts.isWhileStatement(loop) && loop.expression.kind === ts.SyntaxKind.TrueKeyword);
  return endless && !/\b(break|return|throw|yield)\b/.test(loop.getText());
}
