import { ts } from 'ts-morph';
import { Unreadable } from './unreadable.ts';

/** The value of a part of an expression. */
type ValueOf = (part: ts.Expression) => unknown;

export function templateOf(node: ts.TemplateExpression, inner: ValueOf): unknown {
  let text = node.head.text;
  for (const { expression, literal } of node.templateSpans) {
    const value = inner(expression);
    if (value instanceof Unreadable) return value;
    if (typeof value === 'object' && value !== null)
      return new Unreadable('a list or an object is written into a text');
    text += `${value}${literal.text}`;
  }
  return text;
}

export function signed({ operator }: ts.PrefixUnaryExpression, value: unknown): unknown {
  if (value instanceof Unreadable) return value;
  if (operator === ts.SyntaxKind.MinusToken && (typeof value === 'number' || typeof value === 'bigint')) return -value;
  if (operator === ts.SyntaxKind.PlusToken && typeof value === 'number') return value;
  return operator === ts.SyntaxKind.ExclamationToken ? !value : new Unreadable('an operator is not followed');
}

const arithmetic: Partial<Record<ts.SyntaxKind, (a: number, b: number) => number>> = {
  [ts.SyntaxKind.PlusToken]: (a, b) => a + b,
  [ts.SyntaxKind.MinusToken]: (a, b) => a - b,
  [ts.SyntaxKind.AsteriskToken]: (a, b) => a * b,
  [ts.SyntaxKind.SlashToken]: (a, b) => a / b,
  [ts.SyntaxKind.PercentToken]: (a, b) => a % b,
  [ts.SyntaxKind.AsteriskAsteriskToken]: (a, b) => a ** b,
  [ts.SyntaxKind.BarToken]: (a, b) => a | b,
  [ts.SyntaxKind.LessThanLessThanToken]: (a, b) => a << b,
};

/** Long texts are written in several pieces, and numbers as how they came about. */
export function operated(node: ts.BinaryExpression, inner: ValueOf): unknown {
  const { kind } = node.operatorToken;
  const isSame = kind === ts.SyntaxKind.EqualsEqualsEqualsToken || kind === ts.SyntaxKind.ExclamationEqualsEqualsToken;
  const isJoined = kind === ts.SyntaxKind.PlusToken;
  const calculate = arithmetic[kind];
  if (!isSame && calculate === undefined) return new Unreadable(`${shortened(node)} is no literal`);
  const [left, right] = [inner(node.left), inner(node.right)];
  if (left instanceof Unreadable) return left;
  if (right instanceof Unreadable) return right;
  if (isSame && [left, right].every((one) => one === null || typeof one !== 'object'))
    return (left === right) === (kind === ts.SyntaxKind.EqualsEqualsEqualsToken);
  if (calculate !== undefined && typeof left === 'number' && typeof right === 'number') return calculate(left, right);
  const areTexts = [left, right].every((one) => typeof one === 'string' || typeof one === 'number');
  return isJoined && areTexts ? `${left}${right}` : new Unreadable(`${shortened(node)} is no literal`);
}

export function chosenOf(node: ts.ConditionalExpression, inner: ValueOf): unknown {
  const condition = inner(node.condition);
  if (condition instanceof Unreadable) return condition;
  return inner(condition ? node.whenTrue : node.whenFalse);
}

export function shortened(node: ts.Node): string {
  const text = node.getText().replaceAll(/\s+/g, ' ');
  return text.length > 40 ? `${[...text].slice(0, 39).join('')}…` : text;
}
