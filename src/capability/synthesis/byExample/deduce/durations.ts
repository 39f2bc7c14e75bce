import { number as numberOf } from '../evaluate/evaluate.ts';
import { formatNumber } from '../evaluate/number.ts';
import type { NumberExpression, NumberFormat } from '../language/expression.ts';
import { partCost } from '../rank/cost.ts';
import type { Piece } from './concat.ts';
import type { NumberSource } from './numberSources.ts';
import type { Rows } from './scene.ts';

const quotientCost = 0.9;

/** The hours, minutes and seconds that a number of seconds or minutes is; the days and hours of hours. */
export function partsOfDurations(numbers: readonly NumberSource[], rows: Rows): NumberSource[] {
  return numbers.slice(0, 4).flatMap((source) => {
    if (!source.values.every((value) => Number.isInteger(value) && value >= 0)) return [];
    const of = source.expression;
    const made: readonly NumberExpression[] = [
      whole(of, 60),
      rest(of, 60),
      whole(of, 3600),
      whole(rest(of, 3600), 60),
      whole(of, 24),
      rest(of, 24),
    ];
    return made.map((expression, at) => ({
      expression,
      cost: source.cost + quotientCost + (at < 4 ? 0 : 0.5),
      values: rows.inputs.flatMap((input) => numberOf(expression, input) ?? []),
    }));
  });
}

/** Minutes and seconds after a colon have two digits, also where no known one is below ten. */
export function clockPieces(durations: readonly NumberSource[], outputs: readonly string[]): Piece[] {
  const as: NumberFormat = { integerDigits: 2, minimumDecimals: 0, grouping: 'none' };
  return durations.flatMap(({ expression: of, cost, values }) => {
    const texts = values.map((value) => formatNumber(value, as) ?? '');
    const isThere = texts.every((text, row) => outputs[row]?.includes(`:${text}`));
    return isThere ? [{ expression: { op: 'format', of, as }, texts, cost: partCost + 0.5 + cost }] : [];
  });
}

/** A duration of several numbers as one: minutes of hours and minutes, seconds of all three. */
export function wholeDurations(numbers: readonly NumberSource[], rows: Rows): NumberSource[] {
  const parts = numbers.filter(({ expression }) => expression.op === 'parse').slice(0, 4);
  const made: (readonly [NumberExpression, number])[] = [];
  for (const [at, { expression: high, cost }] of parts.entries()) {
    for (const [nth, { expression: low, cost: other }] of parts.entries()) {
      if (nth === at) continue;
      made.push([plus(times(high, 60), low), cost + other + 0.9]);
      made.push([plus(times(high, 24), low), cost + other + 1.4]);
      for (const [last, { expression: lowest, cost: third }] of parts.entries()) {
        if (last === at || last === nth) continue;
        made.push([plus(plus(times(high, 3600), times(low, 60)), lowest), cost + other + third + 1]);
      }
    }
  }
  return made.flatMap(([expression, cost]) => {
    const values = rows.inputs.flatMap((input) => numberOf(expression, input) ?? []);
    return values.length < rows.inputs.length ? [] : [{ expression, cost, values }];
  });
}

function whole(left: NumberExpression, value: number): NumberExpression {
  const quotient = { op: 'arithmetic', by: '/', left, right: { op: 'constant', value } } as const;
  return { op: 'roundTo', of: quotient, step: 1, mode: 'floor' };
}

function rest(left: NumberExpression, value: number): NumberExpression {
  return { op: 'arithmetic', by: '%', left, right: { op: 'constant', value } };
}

function times(left: NumberExpression, value: number): NumberExpression {
  return { op: 'arithmetic', by: '*', left, right: { op: 'constant', value } };
}

function plus(left: NumberExpression, right: NumberExpression): NumberExpression {
  return { op: 'arithmetic', by: '+', left, right };
}
