import type { NumberFormat, Operator, Rounding } from '../language/expression.ts';

/**
 * The number that a text is: with or without thousands separators, a currency sign before it, a unit after it.
 * Undefined if there is none, or more than one.
 */
export function parseNumber(text: string): number | undefined {
  const match = /\d[\d,.]*(?:[eE][-+]?\d+)?/.exec(text);
  if (match === null) return undefined;
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + match[0].length);
  if (/\p{L}/u.test(before) || /\d/.test(after)) return undefined;
  const [first = '', ...groups] = match[0].split(',');
  if (!groups.every((group) => group === '' || /^\d{2,3}(?!\d)/.test(group))) return undefined;
  const sign = before.includes('-') ? '-' : '';
  const value = Number(`${sign}${before.endsWith('.') ? '.' : ''}${first}${groups.join('')}`);
  return Number.isFinite(value) ? value : undefined;
}

/** Rounds to a multiple of `step`; halves go away from zero. Fifteen digits are kept, so that 0.1 + 0.2 is 0.3. */
export function roundTo(value: number, step: number, mode: Rounding): number {
  const steps = tidy(value / step);
  return tidy(roundings[mode](steps) * step);
}

const roundings: Readonly<Record<Rounding, (steps: number) => number>> = {
  floor: Math.floor,
  ceil: Math.ceil,
  trunc: Math.trunc,
  round: (steps) => Math.sign(steps) * Math.round(Math.abs(steps)),
  away: (steps) => Math.sign(steps) * Math.ceil(Math.abs(steps)),
};

/** Without the noise of binary fractions, and without a negative zero. */
export function tidy(value: number): number {
  return Number.isSafeInteger(value) ? value + 0 : Number(value.toPrecision(14)) + 0;
}

/**
 * The number as text; undefined where it cannot be written without an exponent. With as many decimals as it has, fifteen
 * digits are written, which is what a number holds: more of 1234567.89 would be noise.
 */
export function formatNumber(value: number, format: Partial<NumberFormat> = {}): string | undefined {
  const { integerDigits = 1, minimumDecimals = 0, maximumDecimals, grouping = 'none', decimal } = format;
  if (Math.abs(value) >= 1e15) return undefined;
  const decimalsKept = maximumDecimals ?? Math.min(10, 15 - String(Math.trunc(Math.abs(value))).length);
  const full = roundTo(value, 10 ** -decimalsKept, 'round').toFixed(decimalsKept);
  const [whole = '', decimals = ''] = full.replace('-', '').split('.');
  const significant = decimals.split('').findLastIndex((digit) => digit !== '0') + 1;
  const kept = decimals.slice(0, significant).padEnd(minimumDecimals, '0');
  const digits = whole.padStart(integerDigits, '0');
  const grouped = grouping === 'none' ? digits : groupDigits(digits, grouping === 'indian' ? 2 : 3);
  const sign = Number(full) < 0 ? '-' : '';
  const written = `${sign}${grouped}${kept === '' ? '' : `.${kept}`}`;
  return decimal === ',' ? written.replace(/[.,]/g, (mark) => (mark === ',' ? '.' : ',')) : written;
}

/** Separates the last three digits, and those before them in groups of a size. */
function groupDigits(digits: string, size: number): string {
  const end = Math.max(0, digits.length - 3);
  const start = end % size;
  const groups = Array.from({ length: Math.floor(end / size) }, (_, at) =>
    digits.slice(start + at * size, start + (at + 1) * size),
  );
  return [digits.slice(0, start), ...groups, digits.slice(end)].filter((group) => group !== '').join(',');
}

/** Moves the decimal point to the left without losing a digit: `19.50` by two is `0.1950`. */
export function shiftPoint(text: string, digits: number): string | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign = '', whole = '', decimals = ''] = match;
  const padded = whole.padStart(digits + 1, '0');
  return `${sign}${padded.slice(0, -digits)}.${padded.slice(-digits)}${decimals}`;
}

export const operators: Readonly<Record<Operator, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
  min: Math.min,
  max: Math.max,
};

/** What an operator makes of two numbers, without the noise of binary fractions; undefined where it has no result. */
export function calculated(by: Operator, left: number, right: number): number | undefined {
  const result = operators[by](left, right);
  return Number.isFinite(result) ? tidy(result) : undefined;
}
