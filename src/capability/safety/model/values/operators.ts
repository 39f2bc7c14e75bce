import { ts } from 'ts-morph';
import type { Evaluator } from './evaluation.ts';
import { constant, toData, union, unknown, type Values } from './value.ts';

const { SyntaxKind } = ts;

/** What a unary operator makes of values that are known. */
export function unary(operator: ts.PrefixUnaryOperator, operand: Values): Values {
  return union(
    ...operand.map((value): Values => {
      if (operator === SyntaxKind.ExclamationToken && value.kind !== 'constant') return constant(false);
      const known = toData(value);
      return known === undefined ? unknown : folded(() => unaryOf(operator, known.data));
    }),
  );
}

function unaryOf(operator: ts.PrefixUnaryOperator, data: unknown) {
  const operand = data as number;
  if (operator === SyntaxKind.PlusToken) return +operand;
  if (operator === SyntaxKind.MinusToken) return -operand;
  if (operator === SyntaxKind.TildeToken) return ~operand;
  return operator === SyntaxKind.ExclamationToken ? !operand : nothing;
}

/** What a binary operator makes of each pair of values that are known. */
export function binary(operator: ts.SyntaxKind, left: Values, right: Values, evaluator: Evaluator): Values {
  const found: Values[] = [];
  for (const a of left) {
    for (const b of right) {
      const [x, y] = [toData(a), toData(b)];
      if (x === undefined || y === undefined) continue;
      evaluator.spend(x.size + y.size);
      found.push(folded(() => binaryOf(operator, x.data, y.data)));
    }
    if (found.length > 64) break;
  }
  return union(...found);
}

function binaryOf(operator: ts.SyntaxKind, left: unknown, right: unknown) {
  const [a, b] = [left as number, right as number];
  if (operator === SyntaxKind.PlusToken || operator === SyntaxKind.PlusEqualsToken) return a + b;
  if (operator === SyntaxKind.MinusToken) return a - b;
  if (operator === SyntaxKind.AsteriskToken) return a * b;
  if (operator === SyntaxKind.SlashToken) return a / b;
  if (operator === SyntaxKind.PercentToken) return a % b;
  if (operator === SyntaxKind.CaretToken) return a ^ b;
  if (operator === SyntaxKind.AmpersandToken) return a & b;
  if (operator === SyntaxKind.BarToken) return a | b;
  if (operator === SyntaxKind.LessThanLessThanToken) return isFar(right) ? nothing : a << b;
  if (operator === SyntaxKind.GreaterThanGreaterThanToken) return isFar(right) ? nothing : a >> b;
  if (operator === SyntaxKind.GreaterThanGreaterThanGreaterThanToken) return a >>> b;
  return nothing;
}

/** A shift of a large integer that makes a number of more than a thousand bits, in either direction. */
function isFar(shift: unknown): boolean {
  return typeof shift === 'bigint' && (shift > 1000n || shift < -1000n);
}

const nothing = Symbol('not folded');

function folded(compute: () => unknown): Values {
  try {
    const data = compute();
    return data === nothing || typeof data === 'object' ? unknown : constant(data as string);
  } catch {
    return unknown;
  }
}
