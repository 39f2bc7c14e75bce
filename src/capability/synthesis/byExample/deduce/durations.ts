import { number as numberOf } from '../evaluate/evaluate.ts';
import { formatNumber } from '../evaluate/number.ts';
import type { NumberExpression, NumberFormat, TextExpression } from '../language/expression.ts';
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

const clockCost = 2;

/** Seconds as `1:01:01` or `61:01`, minutes as `1:05`: the parts belong together, also where a known one could be another. */
export function wholeClocks(numbers: readonly NumberSource[], outputs: readonly string[]): Piece[] {
  return numbers.slice(0, 4).flatMap(({ expression: of, cost, values }) => {
    if (!values.every((value) => Number.isInteger(value) && value >= 0)) return [];
    const clocks: readonly (readonly NumberExpression[])[] = [
      [whole(of, 3600), whole(rest(of, 3600), 60), rest(of, 60)],
      [whole(of, 60), rest(of, 60)],
    ];
    return clocks.flatMap((parts) =>
      [1, 2].flatMap((integerDigits): Piece[] => {
        const texts = values.map((value) => clockText(value, parts.length, integerDigits));
        if (!texts.every((text, row) => outputs[row]?.includes(text))) return [];
        return [
          {
            expression: { op: 'concat', parts: parts.flatMap((part, at) => clockPart(part, at, integerDigits)) },
            texts,
            cost: partCost + clockCost + cost + (integerDigits > 1 ? 0.2 : 0),
          },
        ];
      }),
    );
  });
}

function clockPart(of: NumberExpression, at: number, integerDigits: number): TextExpression[] {
  const as: NumberFormat = { integerDigits: at === 0 ? integerDigits : 2, minimumDecimals: 0, grouping: 'none' };
  const part: TextExpression = { op: 'format', of, as };
  return at === 0 ? [part] : [{ op: 'literal', value: ':' }, part];
}

function clockText(value: number, count: number, integerDigits: number): string {
  const parts = count === 3 ? [Math.floor(value / 3600), Math.floor((value % 3600) / 60)] : [Math.floor(value / 60)];
  return [...parts, value % 60].map((part, at) => String(part).padStart(at === 0 ? integerDigits : 2, '0')).join(':');
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
