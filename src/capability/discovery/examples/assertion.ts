import { ts } from 'ts-morph';
import { bare } from '../syntax/source.ts';

/** Two things that a test says are equal. */
export interface Assertion {
  readonly actual: ts.Expression;
  /** Absent where the matcher itself says what is expected. */
  readonly expected?: ts.Expression;
  readonly constant?: null | undefined | boolean;
  /** Not a result is expected but an error, of which this is said; absent otherwise. */
  readonly error?: readonly ts.Expression[];
  /** Why it does not say what the result is; absent where it does. */
  readonly unsaid?: string;
  /** Neither side is known to be the tested one: `assert.equal(expected, actual)` is written as well. */
  readonly eitherWay: boolean;
}

/** Matchers of Vitest, Jest, Bun and Chai that compare the whole result. */
const equalities = new Set(['toBe', 'toEqual', 'toStrictEqual', 'equal', 'equals', 'eq', 'eql', 'eqls']);
const constants: Readonly<Record<string, null | undefined | boolean>> = {
  toBeNull: null,
  toBeUndefined: undefined,
  toBeTrue: true,
  toBeFalse: false,
};
/** Matchers and assertions that expect an error. */
const throwing = /^(?:toThrow|toThrowError|throws?|throwsAsync|rejects|assertThrows|assertRejects)$/;
/** Words between `expect(…)` and the matcher that change nothing. `not` is none of them. */
const fillers = new Set(['to', 'be', 'have', 'deep', 'resolves', 'rejects', 'eventually', 'is', 'that']);
/** Of node:assert, Chai's assert, AVA, tape and Deno. */
const asserted = new Set([
  'equal',
  'equals',
  'strictEqual',
  'deepEqual',
  'deepStrictEqual',
  'is',
  'same',
  'assertEquals',
  'assertStrictEquals',
]);
/** What their assertions are methods of. */
const asserters = new Set(['assert', 't']);

/** What a call asserts; undefined for one that compares nothing. */
export function assertionOf(call: ts.CallExpression): Assertion | undefined {
  const { expression } = call;
  const [first] = call.arguments;
  if (ts.isIdentifier(expression)) return asserts(expression.text, call.arguments);
  if (!ts.isPropertyAccessExpression(expression)) return undefined;
  const method = expression.name.text;
  const tested = expectedValue(expression.expression);
  if (tested !== undefined) {
    if (throwing.test(method)) return failing(tested, call.arguments);
    const isTrue = first?.kind === ts.SyntaxKind.TrueKeyword && equalities.has(method);
    const same = isTrue || method === 'toBeTrue' || method === 'toBeTruthy' ? comparison(tested) : undefined;
    if (same !== undefined) return same;
    if (Object.hasOwn(constants, method)) return { actual: tested, constant: constants[method], eitherWay: false };
    if (first && equalities.has(method)) return { actual: tested, expected: first, eitherWay: false };
    return { actual: tested, unsaid: `${method}() says a part of the result, not the whole`, eitherWay: false };
  }
  const negated = expectedNot(expression.expression);
  if (negated !== undefined) return { actual: negated, unsaid: 'it says what the result is not', eitherWay: false };
  if (!isAsserter(expression.expression)) return undefined;
  const isTruth = method === 'ok' || method === 'true' || method === 'isTrue';
  return isTruth && first ? comparison(first) : asserts(method, call.arguments);
}

/** What a function asserts of its arguments. */
function asserts(name: string, [first, second, ...rest]: readonly ts.Expression[]): Assertion | undefined {
  if (asserted.has(name)) return compared(first, second);
  if (name === 'assert' || name === 'ok') return first && comparison(first);
  return first && throwing.test(name) ? failing(first, second === undefined ? [] : [second, ...rest]) : undefined;
}

/** `f(x) === y`: what is asserted to be true says that two things are equal. */
function comparison(node: ts.Expression): Assertion | undefined {
  const whole = bare(node);
  if (!ts.isBinaryExpression(whole)) return undefined;
  const { operatorToken, left, right } = whole;
  const isSame =
    operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken ||
    operatorToken.kind === ts.SyntaxKind.EqualsEqualsToken;
  return isSame ? compared(left, right) : undefined;
}

/** `() => f(x)`, or a promise of it. What does more than to call one function says nothing of it. */
function failing(tested: ts.Expression, error: readonly ts.Expression[]): Assertion {
  return { actual: calledIn(tested), error, eitherWay: false };
}

/** The one call that a function without parameters is made for; the expression itself where it is no function. */
function calledIn(tested: ts.Expression): ts.Expression {
  const code = bare(tested);
  if (!ts.isArrowFunction(code) && !ts.isFunctionExpression(code)) return code;
  if (!ts.isBlock(code.body)) return code.body;
  const [only, ...others] = code.body.statements;
  const isCall = only !== undefined && others.length === 0;
  if (isCall && (ts.isExpressionStatement(only) || ts.isReturnStatement(only)) && only.expression)
    return only.expression;
  return code;
}

function compared(actual: ts.Expression | undefined, expected: ts.Expression | undefined): Assertion | undefined {
  return actual && expected && { actual, expected, eitherWay: true };
}

/** What is handed to `expect`, `expect.soft` or `expect.poll`, below words that change nothing. */
function expectedValue(node: ts.Expression): ts.Expression | undefined {
  let at = bare(node);
  while (ts.isPropertyAccessExpression(at) && fillers.has(at.name.text)) at = at.expression;
  if (!ts.isCallExpression(at)) return undefined;
  const [tested] = at.arguments;
  switch (at.expression.getText()) {
    case 'expect':
    case 'expect.soft':
      return tested;
    case 'expect.poll':
      return tested && calledIn(tested);
  }
  return undefined;
}

/** What is handed to `expect` where `not` comes after it: `expect(f(x)).not`, `expect(f(x)).to.not`. */
function expectedNot(node: ts.Expression): ts.Expression | undefined {
  let at = bare(node);
  while (ts.isPropertyAccessExpression(at) && fillers.has(at.name.text)) at = at.expression;
  return ts.isPropertyAccessExpression(at) && at.name.text === 'not' ? expectedValue(at.expression) : undefined;
}

/** `assert`, `assert.strict`, `t`, `t.assert`. */
function isAsserter(node: ts.Expression): boolean {
  if (ts.isPropertyAccessExpression(node))
    return ['strict', 'assert'].includes(node.name.text) && isAsserter(node.expression);
  return ts.isIdentifier(node) && asserters.has(node.text);
}
