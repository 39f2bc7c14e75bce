import fc, { type Arbitrary } from 'fast-check';
import { messageOf } from '#base';
import { Attempts } from './attempts.ts';
import { formatArbitrary } from './formats.ts';
import type { Keywords } from './keywords.ts';
import { UndrawableSchema, UnsatisfiableSchema } from './unsatisfiable.ts';

/** Where a schema sets one bound only, numbers are drawn this far from it. */
const reach = 2 ** 31;
const { MAX_SAFE_INTEGER, MIN_SAFE_INTEGER } = Number;

export function integers({
  minimum = -Infinity,
  maximum = Infinity,
  exclusiveMinimum = -Infinity,
  exclusiveMaximum = Infinity,
  multipleOf = 1,
}: Keywords): Arbitrary<number> {
  const step = Number.isInteger(multipleOf) && multipleOf > 0 ? multipleOf : 1;
  const least = Math.max(Math.ceil(minimum), Math.floor(exclusiveMinimum) + 1);
  const greatest = Math.min(Math.floor(maximum), Math.ceil(exclusiveMaximum) - 1);
  if (least > greatest) throw new UnsatisfiableSchema(`no whole number lies between ${least} and ${greatest}`);
  const low = Number.isFinite(least) ? least : Math.min(-reach, greatest - 2 * reach);
  const high = Number.isFinite(greatest) ? greatest : Math.max(reach - 1, low + 2 * reach);
  if (low > MAX_SAFE_INTEGER || high < MIN_SAFE_INTEGER)
    throw new UndrawableSchema('its whole numbers are too large to be exact');
  const first = Math.ceil(Math.max(low, MIN_SAFE_INTEGER) / step);
  const last = Math.floor(Math.min(high, MAX_SAFE_INTEGER) / step);
  if (first > last) throw new UnsatisfiableSchema(`no multiple of ${step} lies between ${low} and ${high}`);
  return fc.integer({ min: first, max: last }).map((times) => withoutMinus(times * step));
}

export function numbers(keywords: Keywords): Arbitrary<number> {
  const {
    minimum = -Infinity,
    maximum = Infinity,
    exclusiveMinimum = -Infinity,
    exclusiveMaximum = Infinity,
  } = keywords;
  const { multipleOf } = keywords;
  if (multipleOf !== undefined && multipleOf > 0) {
    const times = {
      minimum: minimum / multipleOf,
      maximum: maximum / multipleOf,
      exclusiveMinimum: exclusiveMinimum / multipleOf,
      exclusiveMaximum: exclusiveMaximum / multipleOf,
    };
    return integers(times).map((count) => withoutMinus(count * multipleOf));
  }
  const low = Math.max(minimum, exclusiveMinimum);
  const high = Math.min(maximum, exclusiveMaximum);
  const [minExcluded, maxExcluded] = [exclusiveMinimum >= minimum, exclusiveMaximum <= maximum];
  try {
    const bounds = {
      ...(Number.isFinite(low) ? { min: low, minExcluded } : {}),
      ...(Number.isFinite(high) ? { max: high, maxExcluded } : {}),
    };
    return fc.double({ noNaN: true, noDefaultInfinity: true, ...bounds }).map(withoutMinus);
  } catch {
    // Nothing else is wrong with bounds that are numbers.
    throw new UnsatisfiableSchema(`no number lies between ${low} and ${high}`);
  }
}

/** JSON knows no negative zero. */
function withoutMinus(value: number): number {
  return Object.is(value, -0) ? 0 : value;
}

/** The longest text that is drawn; longer ones would be most of the time that there is. */
const longest = 100_000;

/** @param gaveUp is told why when nothing that fits was found in bounded time */
export function strings(
  { minLength = 0, maxLength = Infinity, pattern, format }: Keywords,
  gaveUp: (why: string) => void,
): Arbitrary<string> {
  if (minLength > maxLength) throw new UnsatisfiableSchema(`no string has ${minLength} to ${maxLength} characters`);
  if (minLength > longest) throw new UndrawableSchema(`its texts have ${minLength} characters or more`);
  const max = Math.min(maxLength, Math.max(minLength, pattern === undefined ? 200 : longest));
  const fits = (text: string) => {
    const { length } = [...text];
    return length >= minLength && length <= max;
  };
  const bounds = minLength === 0 && maxLength === Infinity ? '' : ` with ${minLength} to ${maxLength} characters`;
  if (pattern !== undefined)
    return new Attempts(matching(pattern, minLength), fits, () => gaveUp(`texts that match ${pattern}${bounds}`));
  const known = format === undefined ? undefined : formatArbitrary(format);
  if (known) return new Attempts(known, fits, () => gaveUp(`texts of the format ${format}${bounds}`));
  return texts(minLength, max);
}

/** No length is given to `stringMatching`: it would filter by it. */
function matching(pattern: string, minLength: number): Arbitrary<string> {
  const size = minLength > 100 ? 'large' : minLength > 10 ? 'medium' : 'small';
  try {
    return fc.stringMatching(new RegExp(pattern, 'u'), { size });
  } catch (error) {
    throw new UndrawableSchema(`texts cannot be made for the pattern ${pattern} (${messageOf(error)})`);
  }
}

function texts(min: number, max: number): Arbitrary<string> {
  // Of a long text only the beginning is drawn, and repeated.
  const bounds = { minLength: Math.min(min, 200), maxLength: max };
  const fitted = (text: string) => brought(text, min, max);
  return fc.oneof(
    { weight: 3, arbitrary: fc.string({ ...bounds, unit: 'grapheme' }).map(fitted) },
    { weight: 2, arbitrary: fc.string({ ...bounds, unit: 'grapheme-ascii' }).map(fitted) },
    { weight: 1, arbitrary: fc.lorem({ maxCount: 8 }).map(fitted) },
  );
}

/** A text with its characters repeated or left out until it has as many as it may have. */
function brought(text: string, min: number, max: number): string {
  let characters = [...text];
  if (characters.length < min) {
    const base = characters.length === 0 ? ['a'] : characters;
    characters = Array.from({ length: min }, (_, index) => base[index % base.length] ?? 'a');
  }
  return characters.slice(0, max).join('');
}
