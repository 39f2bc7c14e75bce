import { ts } from 'ts-morph';
import type { Evaluator } from './evaluation.ts';
import { unknown, type Values } from './value.ts';

const most = 10_000;

/** What a call passes, one entry an argument; a spread list counts as its items. */
export function callArguments(node: ts.CallExpression | ts.NewExpression, evaluator: Evaluator): Values[] {
  const found: Values[] = [];
  for (const argument of node.arguments ?? []) {
    if (found.length > most) break;
    if (ts.isSpreadElement(argument)) found.push(...spread(evaluator.of(argument.expression)));
    else found.push(evaluator.of(argument));
  }
  return found;
}

function spread(values: Values): readonly Values[] {
  for (const value of values) if (value.kind === 'list') return value.items;
  return [unknown];
}
