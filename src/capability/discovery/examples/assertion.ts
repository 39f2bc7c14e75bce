import { ts } from 'ts-morph';
import { bare } from '../syntax/source.ts';

/** Two things that a test says are equal. */
export interface Assertion {
  readonly actual: ts.Expression;
  /** Absent where the matcher itself says what is expected. */
  readonly expected?: ts.Expression;
  readonly constant?: null | undefined | boolean;
  /** Neither side is known to be the tested one: `assert.equal(expected, actual)` is written as well. */
  readonly eitherWay: boolean;
}

/** Matchers of Vitest, Jest, Bun and Chai that compare the whole result. */
const equalities = new Set(['toBe', 'toEqual', 'toStrictEqual', 'equal', 'equals', 'eq', 'eql', 'eqls']);
const constants: Readonly<Record<string, null | undefined>> = { toBeNull: null, toBeUndefined: undefined };
/** Words between `expect(…)` and the matcher that change nothing. `not` is none of them. */
const fillers = new Set(['to', 'be', 'deep', 'resolves', 'eventually', 'is', 'that']);
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
  const [first, second] = call.arguments;
  if (ts.isIdentifier(expression)) return asserted.has(expression.text) ? compared(first, second) : undefined;
  if (!ts.isPropertyAccessExpression(expression)) return undefined;
  const method = expression.name.text;
  const tested = expectedValue(expression.expression);
  if (tested !== undefined) {
    if (Object.hasOwn(constants, method)) return { actual: tested, constant: constants[method], eitherWay: false };
    return first && equalities.has(method) ? { actual: tested, expected: first, eitherWay: false } : undefined;
  }
  return asserted.has(method) && isAsserter(expression.expression) ? compared(first, second) : undefined;
}

function compared(actual: ts.Expression | undefined, expected: ts.Expression | undefined): Assertion | undefined {
  return actual && expected && { actual, expected, eitherWay: true };
}

/** What is handed to `expect`, below words that change nothing. */
function expectedValue(node: ts.Expression): ts.Expression | undefined {
  let at = bare(node);
  while (ts.isPropertyAccessExpression(at) && fillers.has(at.name.text)) at = at.expression;
  return ts.isCallExpression(at) && ts.isIdentifier(at.expression) && at.expression.text === 'expect'
    ? at.arguments[0]
    : undefined;
}

/** `assert`, `assert.strict`, `t`, `t.assert`. */
function isAsserter(node: ts.Expression): boolean {
  if (ts.isPropertyAccessExpression(node))
    return ['strict', 'assert'].includes(node.name.text) && isAsserter(node.expression);
  return ts.isIdentifier(node) && asserters.has(node.text);
}
