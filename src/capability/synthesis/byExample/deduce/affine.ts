import { tidy } from '../evaluate/number.ts';
import type { NumberExpression, Rounding } from '../language/expression.ts';
import type { NumberSource } from './numberSources.ts';

/** Digits of factor and constant together: what people convert by is short (1.8 and 32). */
const mostDigits = { known: 10, guessed: 5 };

/** A number times a factor plus a constant. Two rows tell these, a third confirms them. */
export function* affine(
  { expression, values, cost }: NumberSource,
  targets: readonly number[],
): Generator<NumberSource> {
  const other = values.findIndex((value) => value !== values[0]);
  if (other < 0 || new Set(targets).size < 2) return;
  const factor = tidy(((targets[other] ?? 0) - (targets[0] ?? 0)) / ((values[other] ?? 0) - (values[0] ?? 0)));
  const constant = tidy((targets[0] ?? 0) - factor * (values[0] ?? 0));
  const isConfirmed = new Set(targets).size > 2;
  const digits = String(factor).length + String(constant).length;
  const undone = String(factor).length > 5 ? inverse({ expression, values, cost }, targets, other) : undefined;
  if (undone !== undefined) yield undone;
  if (factor === 0 || factor === 1 || constant === 0) return;
  if (digits > (isConfirmed ? mostDigits.known : mostDigits.guessed)) return;
  if (!values.every((value, row) => tidy(tidy(value * factor) + constant) === targets[row])) return;
  yield {
    expression: factor === -1 ? minus(number(constant), expression) : plus(times(expression, factor), constant),
    values: targets,
    cost: cost + 2.5 + 0.2 * digits + (isConfirmed ? 0 : 0.6),
  };
}

/** Moved and divided, where the factor would be long: what undoes a factor and a constant that are short. */
function inverse(
  { expression, values, cost }: NumberSource,
  targets: readonly number[],
  other: number,
): NumberSource | undefined {
  const divisor = tidy(((values[other] ?? 0) - (values[0] ?? 0)) / ((targets[other] ?? 0) - (targets[0] ?? 0)));
  const shift = tidy((values[0] ?? 0) - divisor * (targets[0] ?? 0));
  const isConfirmed = new Set(targets).size > 2;
  const digits = String(divisor).length + String(shift).length;
  if (!Number.isFinite(divisor) || divisor === 0 || shift === 0) return undefined;
  if (digits > (isConfirmed ? mostDigits.known : mostDigits.guessed)) return undefined;
  if (!values.every((value, row) => tidy(tidy(value - shift) / divisor) === targets[row])) return undefined;
  return {
    expression: { op: 'arithmetic', by: '/', left: plus(expression, -shift), right: number(divisor) },
    values: targets,
    cost: cost + 2.7 + 0.2 * digits + (isConfirmed ? 0 : 0.6),
  };
}

const divisors = [2, 3, 4, 5, 6, 7, 8, 10, 12];
const modes: readonly (readonly [Rounding, number])[] = [
  ['floor', 0],
  ['ceil', 0.3],
];

/** A whole number moved, divided and rounded: `floor((n - 10) / 2)`. It takes some rows to believe that. */
export function* quotients(
  { expression, values, cost }: NumberSource,
  targets: readonly number[],
): Generator<NumberSource> {
  if (targets.length < 3 || ![...values, ...targets].every(Number.isInteger) || new Set(targets).size < 3) return;
  for (const divisor of divisors) {
    for (const [mode, own] of modes) {
      const shift = shiftFor(values, targets, divisor, mode === 'ceil' ? divisor - 1 : 0);
      if (shift === undefined) continue;
      const moved = shift === 0 ? expression : plus(expression, shift);
      const quotient: NumberExpression = { op: 'arithmetic', by: '/', left: moved, right: number(divisor) };
      yield {
        expression: { op: 'roundTo', of: quotient, step: 1, mode },
        values: targets,
        cost: cost + 1.8 + own + 0.2 * String(divisor).length + (shift === 0 ? 0 : 0.5 + 0.2 * String(shift).length),
      };
      break;
    }
  }
}

const longestShift = 100;

/** What has to be added before, the nearest to zero; each row tells the least and the greatest that it can be. */
function shiftFor(
  values: readonly number[],
  targets: readonly number[],
  divisor: number,
  below: number,
): number | undefined {
  let [least, greatest] = [-longestShift, longestShift];
  for (const [row, value] of values.entries()) {
    const lowest = (targets[row] ?? 0) * divisor - value - below;
    least = Math.max(least, lowest);
    greatest = Math.min(greatest, lowest + divisor - 1);
    if (least > greatest) return undefined;
  }
  return Math.max(least, Math.min(greatest, 0));
}

function number(value: number): NumberExpression {
  return { op: 'constant', value };
}

function times(left: NumberExpression, factor: number): NumberExpression {
  return { op: 'arithmetic', by: '*', left, right: number(factor) };
}

function plus(left: NumberExpression, constant: number): NumberExpression {
  return { op: 'arithmetic', by: constant < 0 ? '-' : '+', left, right: number(Math.abs(constant)) };
}

function minus(left: NumberExpression, right: NumberExpression): NumberExpression {
  return { op: 'arithmetic', by: '-', left, right };
}
