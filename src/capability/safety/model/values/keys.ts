import { ts } from 'ts-morph';
import type { Evaluator } from './evaluation.ts';
import { constant, type Values } from './value.ts';

/** The keys that the name of a property may be. */
export function keyValues(name: ts.PropertyName, evaluator: Evaluator): Values {
  return ts.isComputedPropertyName(name) ? evaluator.of(name.expression) : constant(name.text);
}
