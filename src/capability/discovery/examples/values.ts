import { ts } from 'ts-morph';
import { bare } from '../syntax/source.ts';
import { builtInCall } from './builtInCalls.ts';
import { chosenOf, operated, shortened, signed, templateOf } from './operators.ts';
import { type Binding, blockScope, constantsOf, lookUp, type Scope, type Step } from './scope.ts';
import { Unreadable } from './unreadable.ts';

/** Constants that lead to constants, and literals in literals. */
const deepest = 100;

/**
 * The value of a literal, and of what is put together from literals and constants; nothing is run.
 * @returns plain data or `undefined`, whose parts may be `undefined`, too
 */
export function literalValue(expression: ts.Expression, scope: Scope, depth = 0): unknown | Unreadable {
  if (depth > deepest) return new Unreadable('it is nested too deeply');
  const node = bare(expression);
  const inner = (part: ts.Expression) => literalValue(part, scope, depth + 1);
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isTemplateExpression(node)) return templateOf(node, inner);
  if (ts.isPrefixUnaryExpression(node)) return signed(node, inner(node.operand));
  if (ts.isBinaryExpression(node)) return operated(node, inner);
  if (ts.isArrayLiteralExpression(node)) return listOf(node, inner);
  if (ts.isObjectLiteralExpression(node)) return objectOf(node, inner, scope, depth);
  if (ts.isIdentifier(node)) return node.text === 'undefined' ? undefined : namedValue(node.text, scope, depth);
  if (ts.isPropertyAccessExpression(node)) return partOf(inner(node.expression), node.name.text);
  if (ts.isElementAccessExpression(node)) return elementOf(inner(node.expression), inner(node.argumentExpression));
  if (ts.isVoidExpression(node)) return undefined;
  if (ts.isBigIntLiteral(node)) return BigInt(node.text.slice(0, -1));
  if (ts.isConditionalExpression(node)) return chosenOf(node, inner);
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
    const called = builtInCall(node, inner);
    if (called !== undefined) return called.value;
  }
  switch (node.kind) {
    case ts.SyntaxKind.TrueKeyword:
      return true;
    case ts.SyntaxKind.FalseKeyword:
      return false;
    case ts.SyntaxKind.NullKeyword:
      return null;
  }
  return new Unreadable(`${shortened(node)} is no literal`);
}

/** What a name stands for, where that is a value. */
function namedValue(text: string, scope: Scope, depth: number): unknown {
  const binding = lookUp(text, scope);
  if (binding === undefined) return new Unreadable(`${text} is not declared in the file`);
  switch (binding.kind) {
    case 'value':
      return binding.value;
    case 'constant': {
      const value = literalValue(binding.expression, binding.scope, depth + 1);
      // It may be another one when it is used.
      if (isMutable(value) && isChanged(text, binding.expression.getSourceFile().text)) {
        return new Unreadable(`${text} is changed in the file`);
      }
      return valueAt(value, binding.at);
    }
    case 'enum':
      return membersOf(binding.node, binding.scope, depth);
    case 'import': {
      const value = constantsOf(scope)?.(binding.target);
      return value === undefined || value instanceof Unreadable ? new Unreadable(`${text} is no value`) : value;
    }
    case 'unknown':
      return new Unreadable(`${text} is ${binding.reason}`);
    default:
      return new Unreadable(`${text} is no value`);
  }
}

/** The members of an enum, which count up where nothing else is said. */
function membersOf({ members }: ts.EnumDeclaration, outer: Scope, depth: number): unknown {
  const names = new Map<string, Binding>();
  const scope: Scope = { names, outer };
  let last: unknown = -1;
  for (const { name, initializer } of members) {
    const value = initializer ? literalValue(initializer, scope, depth + 1) : next(last);
    if (value instanceof Unreadable) return value;
    if (!ts.isComputedPropertyName(name)) names.set(name.text, { kind: 'value', value });
    last = value;
  }
  return Object.fromEntries([...names].map(([key, binding]) => [key, binding.kind === 'value' ? binding.value : null]));
}

function next(last: unknown): unknown {
  return typeof last === 'number' ? last + 1 : new Unreadable('a member of an enum has no value');
}

/** The value that a file gives to one of its constants or enums. */
export function constantIn(source: ts.SourceFile, name: string): unknown {
  const scope = blockScope(source, undefined);
  const binding = lookUp(name, scope);
  const isValue = binding?.kind === 'enum' || binding?.kind === 'constant';
  return isValue ? namedValue(name, scope, 0) : undefined;
}

export function valueAt(value: unknown, steps: readonly Step[]): unknown {
  return steps.reduce((whole, step) => partOf(whole, step), value);
}

function partOf(whole: unknown, step: Step): unknown {
  if (whole instanceof Unreadable) return whole;
  if (whole === null || typeof whole !== 'object')
    return new Unreadable(`a part of ${JSON.stringify(whole)} is asked for`);
  return Object.hasOwn(whole, step)
    ? (whole as Readonly<Record<Step, unknown>>)[step]
    : new Unreadable(`there is no “${step}” in it`);
}

function elementOf(whole: unknown, step: unknown): unknown {
  if (step instanceof Unreadable) return step;
  return typeof step === 'string' || typeof step === 'number'
    ? partOf(whole, step)
    : new Unreadable('an index is no index');
}

function listOf(node: ts.ArrayLiteralExpression, inner: (part: ts.Expression) => unknown): unknown {
  const list: unknown[] = [];
  for (const element of node.elements) {
    if (ts.isOmittedExpression(element)) return new Unreadable('a list has a hole');
    const value = inner(ts.isSpreadElement(element) ? element.expression : element);
    if (value instanceof Unreadable) return value;
    if (!ts.isSpreadElement(element)) list.push(value);
    else if (Array.isArray(value)) list.push(...value);
    else return new Unreadable('something that is no list is spread in one');
  }
  return list;
}

function objectOf(
  node: ts.ObjectLiteralExpression,
  inner: (part: ts.Expression) => unknown,
  scope: Scope,
  depth: number,
): unknown {
  const entries: [string, unknown][] = [];
  for (const property of node.properties) {
    if (ts.isSpreadAssignment(property)) {
      const value = inner(property.expression);
      if (value instanceof Unreadable) return value;
      if (value === null || typeof value !== 'object')
        return new Unreadable('something that is no object is spread in one');
      entries.push(...Object.entries(value));
      continue;
    }
    if (ts.isMethodDeclaration(property) || ts.isAccessor(property)) return new Unreadable('an object has a method');
    const key = keyOf(property.name, inner);
    if (key instanceof Unreadable) return key;
    if (key === '__proto__') return new Unreadable('an object sets its prototype');
    const value = ts.isPropertyAssignment(property)
      ? inner(property.initializer)
      : namedValue(property.name.text, scope, depth + 1);
    if (value instanceof Unreadable) return value;
    entries.push([key, value]);
  }
  return Object.fromEntries(entries);
}

function keyOf(name: ts.PropertyName, inner: (part: ts.Expression) => unknown): string | Unreadable {
  if (ts.isIdentifier(name) || ts.isStringLiteralLike(name)) return name.text;
  const value = ts.isNumericLiteral(name)
    ? Number(name.text)
    : ts.isComputedPropertyName(name) && inner(name.expression);
  if (value instanceof Unreadable) return value;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : new Unreadable('a key is not known');
}

function isMutable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !(value instanceof Unreadable);
}

/** Whether anything in a text looks like a change of the list or object with that name. */
export function isChanged(name: string, text: string): boolean {
  const own = `(?<![\\w$.])${name.replaceAll('$', '\\$')}`;
  const part = '(?:[?!]?\\.[\\w$]+|\\[[^\\]]*\\])';
  const mutator = 'push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin|set|add|delete|clear';
  return (
    new RegExp(`${own}${part}+\\s*(?:=(?![=>])|\\+\\+|--|[-+*/%&|^?]{1,2}=)`).test(text) ||
    new RegExp(`${own}${part}*[?!]?\\.(?:${mutator})\\s*\\(`).test(text) ||
    new RegExp(`\\b(?:delete\\s+|Object\\.assign\\(\\s*)${name.replaceAll('$', '\\$')}\\b`).test(text)
  );
}
