import { transformed } from '../deduce/calculations.ts';
import type { Meter } from '../deduce/concat.ts';
import { formatsOf } from '../deduce/formats.ts';
import { numberSourcesOf } from '../deduce/numberSources.ts';
import { keyOf, type Rows, type Source } from '../deduce/scene.ts';
import { number as numberOf } from '../evaluate/evaluate.ts';
import { valueAt } from '../evaluate/value.ts';
import type { ListExpression, NumberExpression, TextExpression } from '../language/expression.ts';
import { type TokenClass, tokenClasses } from '../language/pattern.ts';
import { patternCost, undefinedElsewhereCost } from '../rank/cost.ts';
import { combinations } from './combinations.ts';
import { foldsFor, foldsWhere } from './folds.ts';

export interface FoundNumber {
  readonly expression: NumberExpression;
  readonly cost: number;
}

interface Valued extends FoundNumber {
  readonly values: readonly number[];
}

/**
 * Numbers about the input, bottom up: those in it, lengths, counts, places, and arithmetic on them. Of those that are
 * the same in all known rows the cheapest is kept (observational equivalence).
 */
export function* numberPrograms(
  rows: Rows,
  targets: readonly number[],
  sources: readonly Source[],
  meter: Meter,
): Generator<FoundNumber> {
  const leaves = valuesOf(leavesFor(rows, sources), rows);
  for (const leaf of leaves) {
    const formats = formatsOf(targets.map(String));
    for (const { expression, values, cost } of transformed(leaf, targets, formats)) {
      if (values.every((value, row) => value === targets[row])) yield { expression, cost: cost + 0.5 };
    }
  }
  yield* foldsWhere(rows, targets);
  yield* combinations(leaves, targets, meter);
}

function valuesOf(leaves: Iterable<FoundNumber>, rows: Rows): Valued[] {
  const kept = new Map<string, Valued>();
  for (const { expression, cost } of leaves) {
    const values = rows.inputs.flatMap((inputs) => numberOf(expression, inputs) ?? []);
    if (values.length < rows.inputs.length) continue;
    const missing = rows.others.filter((inputs) => numberOf(expression, inputs) === undefined).length;
    const full = cost + (rows.others.length === 0 ? 0 : (undefinedElsewhereCost * missing) / rows.others.length);
    const key = keyOf(values);
    if ((kept.get(key)?.cost ?? Number.POSITIVE_INFINITY) > full) kept.set(key, { expression, values, cost: full });
  }
  return [...kept.values()].toSorted((a, b) => a.cost - b.cost);
}

function* leavesFor(rows: Rows, sources: readonly Source[]): Generator<FoundNumber> {
  yield* numberSourcesOf(sources, rows);
  yield* foldsFor(rows);
  yield* timesFor(sources);
  const texts = sources.filter(({ expression }) => expression.op === 'input');
  for (const { expression: of, cost } of texts) {
    // What a number looks like is seldom what is meant.
    if (isNumber(of, rows)) {
      yield { expression: { op: 'length', of }, cost: cost + 3 };
      continue;
    }
    yield { expression: { op: 'length', of }, cost: cost + 1.2 };
    for (const { list, own } of listsOf(of)) yield { expression: { op: 'size', of: list }, cost: cost + own };
    for (const other of texts) {
      if (other.expression === of) continue;
      const find = other.expression;
      yield { expression: { op: 'count', of, find }, cost: cost + 1 };
      yield* placesOf(of, find, texts, cost);
    }
    for (const find of signsOf(rows, of)) {
      yield { expression: { op: 'count', of, find }, cost: cost + 1.6 };
      yield* placesOf(of, find, texts, cost + 0.6);
    }
  }
}

function isNumber(of: TextExpression, { inputs }: Rows): boolean {
  return of.op === 'input' && inputs.every((input) => typeof valueAt(input[of.column], of.path) === 'number');
}

/** Where something is found for the first time, or for as many times as another input says. */
function* placesOf(
  of: TextExpression,
  find: TextExpression,
  texts: readonly Source[],
  cost: number,
): Generator<FoundNumber> {
  yield { expression: { op: 'indexOf', of, find, nth: { op: 'constant', value: 1 } }, cost: cost + 1.4 };
  for (const { expression } of texts) {
    if (expression.op !== 'input' || expression === of || expression === find) continue;
    const nth: NumberExpression = { op: 'numberInput', column: expression.column, path: expression.path };
    const index: NumberExpression = { op: 'indexOf', of, find, nth };
    yield { expression: index, cost: cost + 1.6 };
    // Places are counted from 1 by people.
    const place: NumberExpression = { op: 'arithmetic', by: '+', left: index, right: { op: 'constant', value: 1 } };
    yield { expression: place, cost: cost + 1.7 };
  }
}

/** Days, minutes and seconds of the dates and times in the texts: what differences are taken of. */
function* timesFor(sources: readonly Source[]): Generator<FoundNumber> {
  for (const { expression: of, cost, texts } of sources) {
    if (of.op !== 'input' || !texts.every((text) => /\d/.test(text))) continue;
    for (const order of ['dmy', 'mdy'] as const) {
      for (const unit of ['days', 'minutes', 'seconds'] as const) {
        const moment = { op: 'readMoment', of, order, nth: 1 } as const;
        yield { expression: { op: 'time', of: moment, unit }, cost: cost + 1.2 + (order === 'dmy' ? 0 : 0.1) };
      }
    }
  }
}

function* listsOf(of: TextExpression): Generator<{ list: ListExpression; own: number }> {
  for (const name of Object.keys(tokenClasses) as TokenClass[]) {
    const pattern = { kind: 'class', name } as const;
    yield { list: { op: 'matches', of, pattern }, own: 1 + patternCost(pattern) };
  }
}

function signsOf(rows: Rows, of: TextExpression): TextExpression[] {
  if (of.op !== 'input') return [];
  const [first = []] = rows.inputs;
  const text = String(first[of.column] ?? '').slice(0, 300);
  const signs = new Set(text.match(/[^\p{L}\p{M}\s]|\s/gu) ?? []);
  return [...signs].slice(0, 12).map((value) => ({ op: 'literal', value }));
}
