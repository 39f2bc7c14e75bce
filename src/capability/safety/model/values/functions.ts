import { ts } from 'ts-morph';
import { type FunctionOrClass, runtimeNodes } from '../tree.ts';
import type { Evaluator } from './evaluation.ts';
import { list, union, unknown, type Values } from './value.ts';

/** What one of the program's own functions may answer for these arguments. */
export function returned(node: FunctionOrClass, args: readonly Values[], evaluator: Evaluator): Values {
  if (ts.isClassLike(node) || node.body === undefined) return unknown;
  const bindings = new Map<ts.Node, Values>();
  for (const [index, parameter] of node.parameters.entries()) {
    const given = parameter.dotDotDotToken ? list(args.slice(index)) : args[index];
    if (given !== undefined) bindings.set(parameter, given);
  }
  return evaluator.within(bindings, () => union(...results(node).map((result) => evaluator.of(result)))) ?? unknown;
}

/** The expressions that a function returns. */
function results(node: ts.FunctionLikeDeclaration): ts.Expression[] {
  const { body } = node;
  if (body === undefined) return [];
  if (!ts.isBlock(body)) return [body];
  const found: ts.Expression[] = [];
  for (const statement of statementsOf(body)) {
    if (ts.isReturnStatement(statement) && statement.expression) found.push(statement.expression);
  }
  return found.slice(0, 8);
}

/** Nodes of a body without those of functions inside of it. */
function* statementsOf(body: ts.Node): Generator<ts.Node> {
  const inner = new Set<ts.Node>();
  for (const node of runtimeNodes(body)) {
    if (ts.isFunctionLike(node) || ts.isClassLike(node) || inner.has(node.parent)) inner.add(node);
    else yield node;
  }
}
