import { ts } from 'ts-morph';
import { bare } from '../syntax/source.ts';
import type { Scope } from './scope.ts';
import { literalValue } from './values.ts';

/** An error that is expected. */
export interface ReadError {
  /** What its message has to hold; absent where that is not said. */
  readonly message?: string;
  /** The name of its class, where that is said. */
  readonly kind?: string;
  /** More is said of it than could be read. */
  readonly unread?: true;
}

/** Patterns of letters, digits and signs that stand for themselves. */
const plainPattern = /^[\p{L}\p{M}\d\s,:;'"!_=<>@#%&-]+$/u;

/**
 * What is said of an error that is expected: a message, a pattern that is one, its class, an error made on the spot, an
 * object with `name` and `message`. Of all else is told that it could not be read.
 */
export function expectedError(told: readonly ts.Expression[], scope: Scope): ReadError {
  return Object.assign({}, ...told.map((one) => partOf(bare(one), scope)));
}

function partOf(node: ts.Expression, scope: Scope): ReadError {
  if (ts.isRegularExpressionLiteral(node)) {
    const message = node.text.slice(1, node.text.lastIndexOf('/')).replace(/^\^|\$$/g, '');
    return plainPattern.test(message) ? { message } : { unread: true };
  }
  if (ts.isNewExpression(node) && ts.isIdentifier(node.expression)) {
    const [message, ...more] = node.arguments ?? [];
    const kind = kindOf(node.expression.text);
    return { ...kind, ...(message === undefined ? {} : partOf(bare(message), scope)), ...(more.length > 0 && unread) };
  }
  const value = literalValue(node, scope);
  if (typeof value === 'string') return { message: value };
  if (ts.isIdentifier(node) && /^\p{Lu}/u.test(node.text)) return kindOf(node.text);
  if (!ts.isObjectLiteralExpression(node) || typeof value !== 'object' || value === null) return unread;
  const { name, message, ...more } = value as { readonly [key: string]: unknown };
  return {
    ...(typeof name === 'string' ? kindOf(name) : {}),
    ...(typeof message === 'string' ? { message } : {}),
    ...(Object.keys(more).length > 0 ? unread : {}),
  };
}

const unread: ReadError = { unread: true };

/** Every error is an `Error`. */
function kindOf(name: string): ReadError {
  return name === 'Error' ? {} : { kind: name };
}
