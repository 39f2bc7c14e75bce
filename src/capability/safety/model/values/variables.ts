import { ts } from 'ts-morph';
import { isContext } from '../entry.ts';
import { functionAround } from '../tree.ts';
import { callArguments } from './arguments.ts';
import type { Evaluator } from './evaluation.ts';
import { keyValues } from './keys.ts';
import { memberValues } from './members.ts';
import { binary } from './operators.ts';
import { constant, union, unknown, type Value, type Values } from './value.ts';

/** What a declared name may hold: what it begins with, and what is assigned to it later. */
export function variableValues(declaration: ts.Node, evaluator: Evaluator): Values {
  if (ts.isFunctionDeclaration(declaration) || ts.isClassDeclaration(declaration)) {
    return [{ kind: 'function', node: declaration }];
  }
  if (ts.isFunctionExpression(declaration) || ts.isClassExpression(declaration)) {
    return [{ kind: 'function', node: declaration }];
  }
  if (!ts.isVariableDeclaration(declaration) && !ts.isParameter(declaration) && !ts.isBindingElement(declaration)) {
    return unknown;
  }
  return union(initialValues(declaration, evaluator), laterValues(declaration, evaluator));
}

type Holder = ts.VariableDeclaration | ts.ParameterDeclaration | ts.BindingElement;

function initialValues(node: Holder, evaluator: Evaluator): Values {
  const own = node.initializer ? evaluator.of(node.initializer) : unknown;
  if (ts.isVariableDeclaration(node)) {
    const loop = node.parent.parent;
    return ts.isForOfStatement(loop) ? union(...itemsOf(evaluator.of(loop.expression))) : own;
  }
  return union(own, ts.isParameter(node) ? passedValues(node, evaluator) : elementValues(node, evaluator));
}

/** What callers pass for a parameter: the context of `run`, or what local calls give. */
function passedValues(node: ts.ParameterDeclaration, evaluator: Evaluator): Values {
  const { parent: owner } = node;
  if (isContext(node)) return [{ kind: 'context', path: '' }];
  const index = owner.parameters.indexOf(node);
  const calls = evaluator.callsOf(owner);
  return union(...calls.slice(0, 8).map((call) => callArguments(call, evaluator)[index] ?? unknown));
}

/** What a name in `{ a: b } = value` or `[a] = value` takes out of the value. */
function elementValues(node: ts.BindingElement, evaluator: Evaluator): Values {
  const pattern = node.parent;
  const whole = initialValues(pattern.parent, evaluator);
  if (node.dotDotDotToken) return whole;
  if (ts.isArrayBindingPattern(pattern)) {
    return memberValues(whole, constant(pattern.elements.indexOf(node)), undefined, evaluator);
  }
  return memberValues(
    whole,
    keyValues(node.propertyName ?? (node.name as ts.Identifier), evaluator),
    undefined,
    evaluator,
  );
}

function laterValues(node: Holder, evaluator: Evaluator): Values {
  if (!ts.isIdentifier(node.name)) return unknown;
  const { checker } = evaluator.parsed;
  let all: Values = ts.isVariableDeclaration(node) && node.initializer ? evaluator.of(node.initializer) : unknown;
  const start = all;
  for (const { node: assignment, value } of evaluator.assigned(checker.getSymbolAtLocation(node.name)).slice(0, 12)) {
    const operator = assignment.operatorToken.kind;
    const right = evaluator.of(value);
    const joined = operator === ts.SyntaxKind.PlusEqualsToken ? appended(assignment, all, right, evaluator) : right;
    all = union(all, joined);
  }
  return all === start ? unknown : all;
}

/** `text += part`; in a loop over known parts all of them are appended, in order. */
function appended(assignment: ts.BinaryExpression, before: Values, right: Values, evaluator: Evaluator): Values {
  const loop = ts.findAncestor(assignment, (at) => ts.isForOfStatement(at) || ts.isFunctionLike(at));
  if (loop === undefined || !ts.isForOfStatement(loop) || functionAround(loop) !== functionAround(assignment)) {
    return binary(ts.SyntaxKind.PlusToken, before, right, evaluator);
  }
  return right.reduce<Values>(
    (sum: Values, part: Value) => union(binary(ts.SyntaxKind.PlusToken, sum.slice(-1), [part], evaluator)),
    before.slice(0, 1),
  );
}

function itemsOf(values: Values): Values[] {
  return values.flatMap((value): Values[] => {
    if (value.kind === 'list') return [...value.items];
    return value.kind === 'constant' && typeof value.value === 'string' ? [...value.value].map(constant) : [];
  });
}
