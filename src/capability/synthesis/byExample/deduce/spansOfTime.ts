import { moment as momentOf, number as numberOf } from '../evaluate/evaluate.ts';
import type { MomentExpression, NumberExpression, TextExpression, TimeUnit } from '../language/expression.ts';
import { undefinedElsewhereCost } from '../rank/cost.ts';
import type { NumberSource } from './numberSources.ts';
import type { Rows, Source } from './scene.ts';

/** What is counted, and what it is divided by. */
const units: readonly (readonly [TimeUnit, number])[] = [
  ['days', 1],
  ['minutes', 1],
  ['minutes', 60],
  ['seconds', 1],
];
const spanCost = 0.8;
const minutesOfDay = 1440;

/** How long it is from one date or time of the input to the next: in one text, or in two of them. */
export function spansOfTime(sources: readonly Source[], rows: Rows): NumberSource[] {
  const [first = []] = rows.inputs;
  const pairs = [...pairsOf(sources)].filter(([, to]) => momentOf(to, first) !== undefined);
  return pairs.flatMap(([from, to, cost]) =>
    units.flatMap(([unit, divisor]) => {
      const difference = minus({ op: 'time', of: to, unit }, { op: 'time', of: from, unit });
      const values = valuesOf(difference, rows);
      if (values === undefined || values.every((value) => value === values[0] && value === 0)) return [];
      const isOvernight = unit === 'minutes' && values.some((value) => value < 0);
      const span = isOvernight ? withinDay(difference) : difference;
      const expression = divisor === 1 ? span : by('/', span, divisor);
      const known = valuesOf(expression, rows);
      return known === undefined
        ? []
        : [{ expression, cost: cost + spanCost + missing(expression, rows), values: known }];
    }),
  );
}

/** Seconds or milliseconds since 1970 of a date, in UTC. */
export function unixNumbers(sources: readonly Source[], rows: Rows): NumberSource[] {
  return sources.flatMap(({ expression: of, cost }) =>
    (['unixSeconds', 'unixMilliseconds'] as const).flatMap((unit) => {
      const expression: NumberExpression = { op: 'time', of: nthMoment(of, 1), unit };
      const values = valuesOf(expression, rows);
      return values === undefined ? [] : [{ expression, cost: cost + 0.5 + missing(expression, rows), values }];
    }),
  );
}

function* pairsOf(sources: readonly Source[]): Generator<readonly [MomentExpression, MomentExpression, number]> {
  for (const { expression: of, cost } of sources) yield [nthMoment(of, 1), nthMoment(of, 2), cost];
  const [first, second] = sources;
  if (first === undefined || second === undefined) return;
  yield [nthMoment(first.expression, 1), nthMoment(second.expression, 1), first.cost + second.cost];
}

function nthMoment(of: TextExpression, nth: number): MomentExpression {
  return { op: 'readMoment', of, order: 'dmy', nth };
}

function valuesOf(expression: NumberExpression, rows: Rows): readonly number[] | undefined {
  const values = rows.inputs.flatMap((input) => numberOf(expression, input) ?? []);
  return values.length < rows.inputs.length ? undefined : values;
}

function missing(expression: NumberExpression, { others }: Rows): number {
  if (others.length === 0) return 0;
  return (
    (undefinedElsewhereCost * others.filter((input) => numberOf(expression, input) === undefined).length) /
    others.length
  );
}

/** Over midnight. */
function withinDay(span: NumberExpression): NumberExpression {
  return by('%', by('+', span, minutesOfDay), minutesOfDay);
}

function minus(left: NumberExpression, right: NumberExpression): NumberExpression {
  return { op: 'arithmetic', by: '-', left, right };
}

function by(operator: '/' | '%' | '+', left: NumberExpression, value: number): NumberExpression {
  return { op: 'arithmetic', by: operator, left, right: { op: 'constant', value } };
}
