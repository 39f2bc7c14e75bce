import type { Radix } from '../language/expression.ts';

/** A whole number in digits of a base, filled with zeros; undefined for what is none. */
export function inRadix(value: number, radix: Radix, digits: number): string | undefined {
  if (!Number.isSafeInteger(value) || value < 0) return undefined;
  return value.toString(radix).padStart(digits, '0');
}

/** The number that digits of a base say; undefined where there are others. */
export function fromRadix(text: string, radix: Radix): number | undefined {
  const digits = { 2: /^[01]{1,49}$/, 8: /^[0-7]{1,16}$/, 16: /^[\da-f]{1,12}$/i }[radix];
  return digits.test(text) ? Number.parseInt(text, radix) : undefined;
}
