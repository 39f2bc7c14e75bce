import type { NumberExpression, NumberFormat, Operator } from '../language/expression.ts';
import { formatNumber, operators, roundTo } from './number.ts';

/** What numbers become where they are counted as JavaScript does, with the noise of binary fractions. */

type RoundTo = Pick<Extract<NumberExpression, { op: 'roundTo' }>, 'step' | 'mode'>;

/** What an operator makes of two numbers; undefined where it has no result. */
export function plainlyCalculated(by: Operator, left: number, right: number): number | undefined {
  const result = operators[by](left, right);
  return Number.isFinite(result) ? result : undefined;
}

/** Which function of `Math` rounds like this; undefined where none does. */
export function plainRounding({ step, mode }: RoundTo): Exclude<RoundTo['mode'], 'away'> | undefined {
  return step === 1 && mode !== 'away' ? mode : undefined;
}

/** Rounded by `Math`, where one of its functions does that. */
export function plainlyRounded(rounding: RoundTo, value: number): number {
  const mode = plainRounding(rounding);
  return mode === undefined ? roundTo(value, rounding.step, rounding.mode) : Math[mode](value);
}

/** The decimals that `toFixed` writes, or `'all'`, which `String` does; undefined for what neither can do. */
export function plainDecimals(format: NumberFormat): number | 'all' | undefined {
  const { integerDigits, minimumDecimals, maximumDecimals, grouping, decimal } = format;
  if (integerDigits > 1 || grouping !== 'none' || decimal !== undefined) return undefined;
  if (maximumDecimals === undefined) return minimumDecimals === 0 ? 'all' : undefined;
  return minimumDecimals === maximumDecimals ? maximumDecimals : undefined;
}

/** Written by `String` or `toFixed`, where one of them does that. */
export function plainlyWritten(format: NumberFormat, value: number): string | undefined {
  const decimals = plainDecimals(format);
  if (decimals === undefined) return formatNumber(value, format);
  return decimals === 'all' ? String(value) : value.toFixed(decimals);
}
