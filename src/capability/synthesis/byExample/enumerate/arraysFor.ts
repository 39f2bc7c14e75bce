import type { SynthesisExample } from '../../generator.ts';
import { array as arrayOf } from '../evaluate/evaluate.ts';
import { isRecord, isScalar } from '../evaluate/value.ts';
import type { ArrayExpression, Value } from '../language/expression.ts';
import { patternCost } from '../rank/cost.ts';

export interface CostedArray {
  readonly expression: ArrayExpression;
  readonly cost: number;
}

const deepest = 4;

/** Arrays that all inputs have: their own, the properties of their records, and the fields and tokens of their texts. */
export function arraysFor(examples: readonly SynthesisExample[]): CostedArray[] {
  const found: CostedArray[] = [];
  const everywhere = (expression: ArrayExpression) =>
    examples.every(({ input }) => arrayOf(expression, input) !== undefined);
  const add = (expression: ArrayExpression, cost: number) => {
    if (everywhere(expression)) found.push({ expression, cost });
  };
  const visit = (value: Value | undefined, column: number, path: readonly string[]): void => {
    if (Array.isArray(value)) add({ op: 'arrayInput', column, path }, 0.2);
    else if (isRecord(value) && path.length <= deepest) {
      for (const name of Object.keys(value)) visit(value[name], column, [...path, name]);
      add({ op: 'entries', column, path }, 0.6);
    } else if (typeof value === 'string') for (const one of textsIn(value, column, path)) add(...one);
  };
  for (const [column, value] of (examples[0]?.input ?? []).entries()) visit(value, column, []);
  return found;
}

function* textsIn(value: string, column: number, path: readonly string[]): Generator<[ArrayExpression, number]> {
  const of = { op: 'input', column, path } as const;
  const signs = new Set(value.slice(0, 300).match(/[^\p{L}\p{M}\d]{1,2}/gu) ?? []);
  for (const by of [...signs].flatMap((run) => [run, ...run]).slice(0, 12)) {
    yield [{ op: 'texts', of: { op: 'split', of, by } }, 0.8 + patternCost({ kind: 'literal', text: by })];
  }
  for (const name of ['number', 'word', 'alphanumeric'] as const) {
    const pattern = { kind: 'class', name } as const;
    yield [{ op: 'texts', of: { op: 'matches', of, pattern } }, 0.8 + patternCost(pattern)];
  }
}

/** The places of texts, numbers, and yes or no in an item; its own is the empty path. */
export function leavesWithin(item: Value | undefined, path: readonly string[] = []): (readonly string[])[] {
  if (isScalar(item)) return [path];
  if (!isRecord(item) || path.length > deepest) return [];
  return Object.keys(item)
    .flatMap((name) => leavesWithin(item[name], [...path, name]))
    .slice(0, 40);
}
