import { ts } from 'ts-morph';
import type { Evaluator } from './evaluation.ts';
import { unknown, type Values } from './value.ts';

/** What a call passes, one entry an argument; a spread list counts as its items. */
export function callArguments(node: ts.CallExpression | ts.NewExpression, evaluator: Evaluator): Values[] {
  return (node.arguments ?? []).flatMap((argument): Values[] => {
    if (!ts.isSpreadElement(argument)) return [evaluator.of(argument)];
    for (const value of evaluator.of(argument.expression)) if (value.kind === 'list') return [...value.items];
    return [unknown];
  });
}
