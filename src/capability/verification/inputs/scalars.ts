import fc, { type Arbitrary } from 'fast-check';
import { formatArbitrary } from './formats.ts';
import type { Keywords } from './keywords.ts';
import { UnsatisfiableSchema } from './unsatisfiable.ts';

export function integers({
  minimum,
  maximum,
  exclusiveMinimum,
  exclusiveMaximum,
  multipleOf = 1,
}: Keywords): Arbitrary<number> {
  const step = Number.isInteger(multipleOf) && multipleOf > 0 ? multipleOf : 1;
  const low = Math.max(
    minimum ?? -(2 ** 31),
    exclusiveMinimum === undefined ? -Infinity : Math.floor(exclusiveMinimum) + 1,
  );
  const high = Math.min(
    maximum ?? 2 ** 31 - 1,
    exclusiveMaximum === undefined ? Infinity : Math.ceil(exclusiveMaximum) - 1,
  );
  const [first, last] = [Math.ceil(low / step), Math.floor(high / step)];
  if (first > last) throw new UnsatisfiableSchema(`no whole number lies between ${low} and ${high}`);
  return fc.integer({ min: first, max: last }).map((times) => times * step);
}

export function numbers(keywords: Keywords): Arbitrary<number> {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = keywords;
  if (multipleOf !== undefined) {
    const bounds = {
      minimum: Math.ceil((minimum ?? exclusiveMinimum ?? -1000 * multipleOf) / multipleOf),
      maximum: Math.floor((maximum ?? exclusiveMaximum ?? 1000 * multipleOf) / multipleOf),
    };
    return integers(bounds).map((times) => times * multipleOf);
  }
  const low = exclusiveMinimum ?? minimum;
  const high = exclusiveMaximum ?? maximum;
  if (low !== undefined && high !== undefined && low > high)
    throw new UnsatisfiableSchema(`no number lies between ${low} and ${high}`);
  const real = fc.double({
    noNaN: true,
    noDefaultInfinity: true,
    ...(low === undefined ? {} : { min: low, minExcluded: exclusiveMinimum !== undefined }),
    ...(high === undefined ? {} : { max: high, maxExcluded: exclusiveMaximum !== undefined }),
  });
  // JSON knows no negative zero.
  return real.map((value) => (Object.is(value, -0) ? 0 : value));
}

export function strings({ minLength = 0, maxLength, pattern, format }: Keywords): Arbitrary<string> {
  const max = Math.min(maxLength ?? Math.max(minLength, 200), 10_000);
  if (minLength > max) throw new UnsatisfiableSchema(`no string has ${minLength} to ${maxLength} characters`);
  const fits = (text: string) => {
    const { length } = [...text];
    return length >= minLength && length <= max;
  };
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, 'u'), { maxLength: max }).filter(fits);
  const known = format === undefined ? undefined : formatArbitrary(format);
  if (known) return known.filter(fits);
  return fc.oneof(
    { weight: 3, arbitrary: fc.string({ minLength, maxLength: max, unit: 'grapheme' }).filter(fits) },
    { weight: 2, arbitrary: fc.string({ minLength, maxLength: max, unit: 'grapheme-ascii' }) },
    { weight: 1, arbitrary: fc.lorem({ maxCount: 8 }).filter(fits) },
  );
}
