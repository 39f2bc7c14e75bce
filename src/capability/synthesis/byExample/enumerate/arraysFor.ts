import type { SynthesisExample } from '../../generator.ts';
import { array as arrayOf } from '../evaluate/evaluate.ts';
import { isRecord, isScalar, valueAt } from '../evaluate/value.ts';
import type { ArrayExpression, Value } from '../language/expression.ts';
import { patternCost } from '../rank/cost.ts';

export interface CostedArray {
  readonly expression: ArrayExpression;
  readonly cost: number;
}

const deepest = 4;

/** Whether there can be items to look at: of an array or a record, or the characters of two texts. */
export function mayHaveArrays(inputs: readonly (readonly Value[])[]): boolean {
  return inputs.some((input) => input.length > 1 || input.some((value) => typeof value === 'object'));
}

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
      add({ op: 'entries', column, path }, entriesCost + (isOfFields(examples, column, path) ? ofFieldsCost : 0));
    } else if (typeof value === 'string') for (const one of textsIn(value, column, path)) add(...one);
  };
  for (const [column, value] of (examples[0]?.input ?? []).entries()) visit(value, column, []);
  for (const zipped of zippedOf(found, examples)) add(zipped, 0.7);
  return found;
}

const entriesCost = 0.6;
/** Records that all have the same names have fields, which are rather taken by their names. */
const ofFieldsCost = 0.8;

function isOfFields(examples: readonly SynthesisExample[], column: number, path: readonly string[]): boolean {
  const names = examples.map(({ input }) => Object.keys(valueAt(input[column], path) ?? {}).join('\0'));
  return names.length > 1 && new Set(names).size === 1;
}

const mostZipped = 4;

/** Two arrays, or the characters of two texts, that are always as long as each other. */
function* zippedOf(found: readonly CostedArray[], examples: readonly SynthesisExample[]): Generator<ArrayExpression> {
  const arrays = found.map(({ expression }) => expression).filter(({ op }) => op === 'arrayInput');
  const characters = (examples[0]?.input ?? []).flatMap((_, column): ArrayExpression[] => {
    const isText = examples.every(({ input }) => typeof input[column] === 'string');
    const of = { op: 'characters', of: { op: 'input', column, path: [] } } as const;
    return isText ? [{ op: 'texts', of }] : [];
  });
  for (const kind of [arrays, characters]) {
    for (const [at, left] of kind.slice(0, mostZipped).entries()) {
      for (const right of kind.slice(at + 1, mostZipped)) yield { op: 'zipped', left, right };
    }
  }
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
