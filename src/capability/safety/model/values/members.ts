import { ts } from 'ts-morph';
import { memberPath } from '../builtins.ts';
import { isDeclaredData, isDeclaredFunction } from '../declaredTypes.ts';
import type { Evaluator } from './evaluation.ts';
import { keyValues } from './keys.ts';
import { builtin, constant, constants, fromData, union, unknown, type Value, type Values } from './value.ts';

/** What `object.key` or `object[key]` may be. */
export function members(object: ts.Expression, keys: Values, node: ts.Node, evaluator: Evaluator): Values {
  const objects = evaluator.of(object);
  const name = ts.isPropertyAccessExpression(node) ? node.name.text : '';
  // The program's own property of that name, which is no builtin's.
  if (objects.length === 0 && isLeadingOut(name) && isDeclaredData(object, name, evaluator.parsed.checker))
    return unknown;
  return memberValues(objects, keys, object, evaluator);
}

/** The same for an object that is known by its values; `object` is the expression, for its type. */
export function memberValues(
  objects: Values,
  keys: Values,
  object: ts.Expression | undefined,
  evaluator: Evaluator,
): Values {
  const names = constants(keys).map((key) => String(key));
  return union(
    ...names.slice(0, 12).map((name) => {
      const found = union(...objects.map((value) => memberOf(value, name, evaluator)));
      return found.length > 0 || objects.some(isComplete) ? found : memberOfUnknown(name, object, evaluator);
    }),
  );
}

/** Values of which every property is known, or known to be nothing to follow. */
function isComplete({ kind }: Value): boolean {
  return kind === 'constant' || kind === 'context' || kind === 'data';
}

function memberOf(value: Value, name: string, evaluator: Evaluator): Values {
  switch (value.kind) {
    case 'builtin':
      return builtin(memberPath(value.path, name));
    case 'context':
      return [{ kind: 'context', path: value.path === '' ? name : `${value.path}.${name}` }];
    case 'constant':
      return ofConstant(value, name);
    case 'list':
      return ofList(value, name);
    case 'data':
      return Object.hasOwn(value.value, name) ? fromData((value.value as Record<string, unknown>)[name]) : unknown;
    case 'object':
      return ofObject(value.node, name, evaluator);
    case 'function':
      return ofFunction(value, name);
    case 'bound':
    case 'method':
      return ofFunction(value, name);
    case 'regex':
      return name === 'source'
        ? constant(value.node.text.slice(1, value.node.text.lastIndexOf('/')))
        : [{ kind: 'method', of: value, name }];
    case 'constructor':
      if (name === 'constructor') return builtin('Function');
      return name === 'prototype' ? [{ kind: 'prototype' }] : unknown;
    case 'prototype':
      if (name === 'constructor') return [{ kind: 'constructor' }];
      return name === '__proto__' ? [value] : unknown;
    case 'descriptor':
      return ['value', 'get', 'set'].includes(name) ? value.of : unknown;
    case 'descriptors':
      return [{ kind: 'descriptor', of: memberValues(value.of, constant(name), undefined, evaluator) }];
  }
}

function ofConstant(value: Value & { kind: 'constant' }, name: string): Values {
  if (value.value === null || value.value === undefined) return unknown;
  const type = Object(value.value).constructor.name as string;
  if (name === 'constructor') return builtin(type);
  if (name === '__proto__') return builtin(`${type}.prototype`);
  if (typeof value.value === 'string') {
    if (name === 'length') return constant(value.value.length);
    if (/^\d+$/.test(name)) return constant(value.value[Number(name)]);
  }
  return [{ kind: 'method', of: value, name }];
}

function ofList(value: Value & { kind: 'list' }, name: string): Values {
  if (/^\d+$/.test(name)) return value.items[Number(name)] ?? unknown;
  if (name === 'length') return constant(value.items.length);
  if (name === 'constructor') return builtin('Array');
  if (name === '__proto__') return builtin('Array.prototype');
  return [{ kind: 'method', of: value, name }];
}

function ofFunction(value: Value, name: string): Values {
  if (name === 'constructor') return builtin('Function');
  if (name === '__proto__') return builtin('Function.prototype');
  if (['call', 'apply', 'bind'].includes(name)) return [{ kind: 'method', of: value, name }];
  return unknown;
}

/** Objects whose property is being looked for: `state = { ...state, n }` is made of itself. */
const inside = new Set<ts.Node>();

function ofObject(node: ts.ObjectLiteralExpression, name: string, evaluator: Evaluator): Values {
  if (inside.has(node)) return unknown;
  inside.add(node);
  try {
    return ownProperty(node, name, evaluator);
  } finally {
    inside.delete(node);
  }
}

function ownProperty(node: ts.ObjectLiteralExpression, name: string, evaluator: Evaluator): Values {
  const found: Values[] = [];
  let own = false;
  for (const property of node.properties) {
    if (ts.isSpreadAssignment(property)) {
      found.push(memberValues(evaluator.of(property.expression).filter(isPlain), constant(name), undefined, evaluator));
    } else if (constants(keyValues(property.name, evaluator)).some((key) => String(key) === name)) {
      own = true;
      if (ts.isPropertyAssignment(property)) found.push(evaluator.of(property.initializer));
      else if (ts.isShorthandPropertyAssignment(property)) found.push(evaluator.of(property.name));
      else if (ts.isMethodDeclaration(property)) found.push([{ kind: 'function', node: property }]);
    }
  }
  if (!own && name === 'constructor') return builtin('Object');
  if (!own && name === '__proto__') return builtin('Object.prototype');
  return union(...found);
}

function isPlain({ kind }: Value): boolean {
  return kind === 'object' || kind === 'data' || kind === 'builtin';
}

/** Two names lead out of anything: to its constructor and to its prototype. */
function memberOfUnknown(name: string, object: ts.Expression | undefined, evaluator: Evaluator): Values {
  if (!isLeadingOut(name)) return unknown;
  if (object && isDeclaredFunction(object, evaluator.parsed.checker)) {
    return builtin(name === 'constructor' ? 'Function' : 'Function.prototype');
  }
  return [{ kind: name === 'constructor' ? 'constructor' : 'prototype' }];
}

function isLeadingOut(name: string): boolean {
  return name === 'constructor' || name === '__proto__';
}
