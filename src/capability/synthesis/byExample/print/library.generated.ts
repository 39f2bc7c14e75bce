// Written by scripts/printedLibrary.ts from the evaluator: change that, not this.

/** Functions that printed programs may need, each with the names of others that it needs itself. */
export const library = {
  titleCase: {
    needs: 'capitalise',
    source: `/** Every word with a capital first letter. */
function titleCase(text: string): string {
  return text.toLowerCase().replace(/[\\p{L}\\p{M}'’]+/gu, (word) => capitalise(word));
}`,
  },
  capitalise: {
    needs: 'charactersOf',
    source: `/** The first letter in upper case, the others in lower case. */
function capitalise(text: string): string {
  const [first = '', ...rest] = charactersOf(text);
  return first.toUpperCase() + rest.join('').toLowerCase();
}`,
  },
  upperFirst: {
    needs: 'charactersOf',
    source: `/** The first letter in upper case, all else as it is. */
function upperFirst(text: string): string {
  const [first = ''] = charactersOf(text);
  return first.toUpperCase() + text.slice(first.length);
}`,
  },
  lowerFirst: {
    needs: 'charactersOf',
    source: `/** The first letter in lower case, all else as it is. */
function lowerFirst(text: string): string {
  const [first = ''] = charactersOf(text);
  return first.toLowerCase() + text.slice(first.length);
}`,
  },
  parseNumber: {
    needs: '',
    source: `/**
 * The number that a text is: with or without thousands separators, a currency sign before it, a unit after it.
 * Undefined if there is none, or more than one.
 */
function parseNumber(text: string): number | undefined {
  const match = /\\d[\\d,.]*(?:[eE][-+]?\\d+)?/.exec(text);
  if (match === null) return undefined;
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + match[0].length);
  if (/\\p{L}/u.test(before) || /\\d/.test(after)) return undefined;
  const [first = '', ...groups] = match[0].split(',');
  if (!groups.every((group) => group === '' || /^\\d{2,3}(?!\\d)/.test(group))) return undefined;
  const sign = before.includes('-') ? '-' : '';
  const value = Number(\`\${sign}\${before.endsWith('.') ? '.' : ''}\${first}\${groups.join('')}\`);
  return Number.isFinite(value) ? value : undefined;
}`,
  },
  formatNumber: {
    needs: 'NumberFormat roundTo groupDigits',
    source: `/**
 * The number as text; undefined where it cannot be written without an exponent. With as many decimals as it has, fifteen
 * digits are written, which is what a number holds: more of 1234567.89 would be noise.
 */
function formatNumber(value: number, format: Partial<NumberFormat> = {}): string | undefined {
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
  const written = \`\${sign}\${grouped}\${kept === '' ? '' : \`.\${kept}\`}\`;
  return decimal === ',' ? written.replace(/[.,]/g, (mark) => (mark === ',' ? '.' : ',')) : written;
}`,
  },
  NumberFormat: {
    needs: '',
    source: `/** How a number becomes text. */
interface NumberFormat {
  /** At least so many digits before the point, filled with zeros. */
  readonly integerDigits: number;
  readonly minimumDecimals: number;
  /** Absent: as many as the number has. */
  readonly maximumDecimals?: number;
  readonly grouping: 'none' | 'thousands' | 'indian';
  /** Absent: a point. With a comma, points group the digits. */
  readonly decimal?: ',';
}`,
  },
  roundTo: {
    needs: 'Rounding tidy roundings',
    source: `/** Rounds to a multiple of \`step\`; halves go away from zero. Fifteen digits are kept, so that 0.1 + 0.2 is 0.3. */
function roundTo(value: number, step: number, mode: Rounding): number {
  const steps = tidy(value / step);
  return tidy(roundings[mode](steps) * step);
}`,
  },
  Rounding: {
    needs: '',
    source: `type Rounding = 'floor' | 'ceil' | 'round' | 'trunc' | 'away';`,
  },
  tidy: {
    needs: '',
    source: `/** Without the noise of binary fractions, and without a negative zero. */
function tidy(value: number): number {
  return Number.isSafeInteger(value) ? value + 0 : Number(value.toPrecision(14)) + 0;
}`,
  },
  roundings: {
    needs: 'Rounding',
    source: `const roundings: Readonly<Record<Rounding, (steps: number) => number>> = {
  floor: Math.floor,
  ceil: Math.ceil,
  trunc: Math.trunc,
  round: (steps) => Math.sign(steps) * Math.round(Math.abs(steps)),
  away: (steps) => Math.sign(steps) * Math.ceil(Math.abs(steps)),
};`,
  },
  groupDigits: {
    needs: '',
    source: `/** Separates the last three digits, and those before them in groups of a size. */
function groupDigits(digits: string, size: number): string {
  const end = Math.max(0, digits.length - 3);
  const start = end % size;
  const groups = Array.from({ length: Math.floor(end / size) }, (_, at) =>
    digits.slice(start + at * size, start + (at + 1) * size),
  );
  return [digits.slice(0, start), ...groups, digits.slice(end)].filter((group) => group !== '').join(',');
}`,
  },
  shiftPoint: {
    needs: '',
    source: `/** Moves the decimal point to the left without losing a digit: \`19.50\` by two is \`0.1950\`. */
function shiftPoint(text: string, digits: number): string | undefined {
  const match = /^(-?)(\\d+)(?:\\.(\\d+))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign = '', whole = '', decimals = ''] = match;
  const padded = whole.padStart(digits + 1, '0');
  return \`\${sign}\${padded.slice(0, -digits)}.\${padded.slice(-digits)}\${decimals}\`;
}`,
  },
  valueWithin: {
    needs: '',
    source: `/** The value at a path of property names and array indexes; undefined where there is none. */
function valueWithin(value: unknown, path: readonly string[]): unknown {
  let at = value;
  for (const name of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as { readonly [name: string]: unknown })[name];
  }
  return at;
}`,
  },
  sumOf: {
    needs: 'numbersOf tidy',
    source: `function sumOf(items: readonly unknown[]): number | undefined {
  const sum = numbersOf(items)?.reduce((total, value) => total + value, 0);
  return sum === undefined ? undefined : tidy(sum);
}`,
  },
  numbersOf: {
    needs: 'parseNumber',
    source: `/** Numbers, and texts that are numbers; undefined where an item is neither. */
function numbersOf(items: readonly unknown[]): number[] | undefined {
  const numbers = items.map((item) =>
    typeof item === 'number' ? item : typeof item === 'string' ? parseNumber(item) : undefined,
  );
  return numbers.every((value) => value !== undefined) ? numbers : undefined;
}`,
  },
  productOf: {
    needs: 'numbersOf tidy',
    source: `function productOf(items: readonly unknown[]): number | undefined {
  const product = numbersOf(items)?.reduce((total, value) => total * value, 1);
  return product === undefined ? undefined : tidy(product);
}`,
  },
  leastOf: {
    needs: 'numbersOf',
    source: `function leastOf(items: readonly unknown[]): number | undefined {
  return items.length === 0 ? undefined : numbersOf(items)?.reduce((least, value) => Math.min(least, value));
}`,
  },
  greatestOf: {
    needs: 'numbersOf',
    source: `function greatestOf(items: readonly unknown[]): number | undefined {
  return items.length === 0 ? undefined : numbersOf(items)?.reduce((most, value) => Math.max(most, value));
}`,
  },
  averageOf: {
    needs: 'sumOf tidy',
    source: `function averageOf(items: readonly unknown[]): number | undefined {
  const sum = sumOf(items);
  return sum === undefined || items.length === 0 ? undefined : tidy(sum / items.length);
}`,
  },
  runningSums: {
    needs: 'numbersOf tidy',
    source: `/** The sum of each number and all before it; undefined where an item is none. */
function runningSums(items: readonly unknown[]): number[] | undefined {
  let sum = 0;
  return numbersOf(items)?.map((value) => {
    sum = tidy(sum + value);
    return sum;
  });
}`,
  },
  uniqueItems: {
    needs: '',
    source: `/** Without repetitions; the first of equals stays. */
function uniqueItems<Item>(items: readonly Item[]): Item[] {
  const known = new Map<string, Item>();
  for (const item of items) if (!known.has(JSON.stringify(item))) known.set(JSON.stringify(item), item);
  return [...known.values()];
}`,
  },
  uniqueBy: {
    needs: '',
    source: `/** Those whose key no item before them has. */
function uniqueBy<Item>(items: readonly Item[], keyOf: (item: Item) => unknown): Item[] {
  const known = new Map<string, Item>();
  for (const item of items) {
    const key = JSON.stringify(keyOf(item) ?? null);
    if (!known.has(key)) known.set(key, item);
  }
  return [...known.values()];
}`,
  },
  sortedBy: {
    needs: '',
    source: `/** By numbers or by texts; a mixture has no order, and gives undefined. */
function sortedBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => unknown,
  descending: boolean,
): Item[] | undefined {
  const keyed = items.map((item) => ({ item, key: keyOf(item) }));
  if (!['number', 'string'].some((type) => keyed.every(({ key }) => typeof key === type))) return undefined;
  const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
  const sign = descending ? -1 : 1;
  return keyed.toSorted((a, b) => sign * compare(a.key as string, b.key as string)).map(({ item }) => item);
}`,
  },
  zipped: {
    needs: '',
    source: `/** What stands at the same place in two arrays; undefined where they are not as long as each other. */
function zipped<Left, Right>(
  left: readonly Left[],
  right: readonly Right[],
): { left: Left; right: Right }[] | undefined {
  if (left.length !== right.length) return undefined;
  return left.map((item, at) => ({ left: item, right: right[at] as Right }));
}`,
  },
  romanNumeral: {
    needs: 'romanSigns',
    source: `/** \`IV\` for 4; undefined for what has no such numeral. */
function romanNumeral(value: number): string | undefined {
  if (!Number.isInteger(value) || value < 1 || value > 3999) return undefined;
  let rest = value;
  let numeral = '';
  for (const [sign, worth] of romanSigns) {
    numeral += sign.repeat(Math.floor(rest / worth));
    rest %= worth;
  }
  return numeral;
}`,
  },
  romanSigns: {
    needs: '',
    source: `const romanSigns = [
  ['M', 1000],
  ['CM', 900],
  ['D', 500],
  ['CD', 400],
  ['C', 100],
  ['XC', 90],
  ['L', 50],
  ['XL', 40],
  ['X', 10],
  ['IX', 9],
  ['V', 5],
  ['IV', 4],
  ['I', 1],
] as const;`,
  },
  fromRomanNumeral: {
    needs: 'romanSigns romanNumeral',
    source: `/** The number that a Roman numeral says; undefined for another text. */
function fromRomanNumeral(text: string): number | undefined {
  let value = 0;
  let rest = text.toUpperCase();
  for (const [sign, worth] of romanSigns) {
    while (rest.startsWith(sign)) {
      value += worth;
      rest = rest.slice(sign.length);
    }
  }
  return romanNumeral(value) === text.toUpperCase() ? value : undefined;
}`,
  },
  ordinal: {
    needs: '',
    source: `/** \`1st\`, \`2nd\`, \`11th\`; undefined for what is no whole number. */
function ordinal(value: number): string | undefined {
  if (!Number.isSafeInteger(value) || value < 0) return undefined;
  const isTeen = Math.floor(value / 10) % 10 === 1;
  const ending = isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th');
  return \`\${value}\${ending}\`;
}`,
  },
  inRadix: {
    needs: 'Radix',
    source: `/** A whole number in digits of a base, filled with zeros; undefined for what is none. */
function inRadix(value: number, radix: Radix, digits: number): string | undefined {
  if (!Number.isSafeInteger(value) || value < 0) return undefined;
  return value.toString(radix).padStart(digits, '0');
}`,
  },
  Radix: {
    needs: '',
    source: `type Radix = 2 | 8 | 16;`,
  },
  fromRadix: {
    needs: 'Radix',
    source: `/** The number that digits of a base say; undefined where there are others. */
function fromRadix(text: string, radix: Radix): number | undefined {
  const digits = { 2: /^[01]{1,49}$/, 8: /^[0-7]{1,16}$/, 16: /^[\\da-f]{1,12}$/i }[radix];
  return digits.test(text) ? Number.parseInt(text, radix) : undefined;
}`,
  },
  taken: {
    needs: 'charactersOf',
    source: `/** So many of the first or last characters, or all but those; undefined for what is no count. */
function taken(text: string, count: number, from: 'start' | 'end', keep: boolean): string | undefined {
  if (!Number.isInteger(count) || count < 0) return undefined;
  const characters = charactersOf(text);
  const border = from === 'start' ? count : Math.max(0, characters.length - count);
  const isBefore = (from === 'start') === keep;
  return (isBefore ? characters.slice(0, border) : characters.slice(border)).join('');
}`,
  },
  repeated: {
    needs: '',
    source: `/** The text so many times; undefined for what is no count, or too many. */
function repeated(text: string, times: number): string | undefined {
  if (!Number.isInteger(times) || times < 0 || text.length * times > 1_000_000) return undefined;
  return text.repeat(times);
}`,
  },
  momentNamed: {
    needs: 'Moment monthNames weekdayNames',
    source: `/** A month by its name or number, or a day of the week by its name; undefined where the text as a whole is none. */
function momentNamed(text: string, kind: 'month' | 'weekday'): Moment | undefined {
  const name = text.trim().toLowerCase().replace(/\\.$/, '');
  const names = kind === 'month' ? monthNames : weekdayNames;
  const at = /^[a-z]{3,}$/.test(name) ? names.findIndex((long) => long.toLowerCase().startsWith(name)) : -1;
  if (kind === 'weekday') return at < 0 ? undefined : { weekday: at };
  if (at >= 0) return { month: at + 1 };
  return /^(?:0?[1-9]|1[0-2])$/.test(name) ? { month: Number(name) } : undefined;
}`,
  },
  Moment: {
    needs: '',
    source: `/** A date, a time, or both, without a time zone; what the text did not say is absent. */
interface Moment {
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
  readonly hour?: number;
  readonly minute?: number;
  readonly second?: number;
  /** From 0, which is Sunday; said where there is no date that tells it. */
  readonly weekday?: number;
}`,
  },
  monthNames: {
    needs: '',
    source: `const monthNames: readonly string[] = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];`,
  },
  weekdayNames: {
    needs: '',
    source: `const weekdayNames: readonly string[] = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
];`,
  },
  sortedTexts: {
    needs: '',
    source: `/** By code units, as \`toSorted\` does. */
function sortedTexts(items: readonly string[], descending: boolean): string[] {
  return items.toSorted((a, b) => (descending ? -1 : 1) * (a < b ? -1 : Number(a > b)));
}`,
  },
  sortedByLength: {
    needs: 'charactersOf',
    source: `/** The shortest first, or the longest; equals stay in their order. */
function sortedByLength(items: readonly string[], descending: boolean): string[] {
  return items.toSorted((a, b) => (descending ? -1 : 1) * (charactersOf(a).length - charactersOf(b).length));
}`,
  },
  sortedByNumber: {
    needs: 'parseNumber',
    source: `/** By the numbers that the texts are; what is none comes last. */
function sortedByNumber(items: readonly string[], descending: boolean): string[] {
  return items.toSorted((a, b) => {
    const [left, right] = [parseNumber(a), parseNumber(b)];
    if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined);
    return (descending ? -1 : 1) * (left - right);
  });
}`,
  },
  expandedRanges: {
    needs: 'longestRange',
    source: `/** \`1-3\` as \`1\`, \`2\`, \`3\`; what is no range stays. */
function expandedRanges(items: readonly string[]): string[] {
  return items.flatMap((item) => {
    const [, from = '', to = ''] = /^\\s*(\\d{1,9})\\s*(?:-|–|\\.\\.)\\s*(\\d{1,9})\\s*$/.exec(item) ?? [];
    const length = Number(to) - Number(from) + 1;
    if (to === '' || length < 1 || length > longestRange) return [item];
    return Array.from({ length }, (_, at) => String(Number(from) + at));
  });
}`,
  },
  longestRange: {
    needs: '',
    source: `/** Numbers that one range may have. */
const longestRange = 1000;`,
  },
  collapsedRanges: {
    needs: '',
    source: `/** Two or more whole numbers that follow each other, as the first and the last of them: \`1-3\`. */
function collapsedRanges(items: readonly string[]): string[] {
  const runs: string[][] = [];
  for (const item of items) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (last !== undefined && /^\\d{1,9}$/.test(last) && item === String(Number(last) + 1)) run?.push(item);
    else runs.push([item]);
  }
  return runs.map((run) => (run.length > 1 ? \`\${run[0]}-\${run.at(-1)}\` : (run[0] ?? '')));
}`,
  },
  chunksOf: {
    needs: 'charactersOf',
    source: `/** The characters of a text, so many together. */
function chunksOf(text: string, size: number): string[] {
  const characters = charactersOf(text);
  return Array.from({ length: Math.ceil(characters.length / size) }, (_, at) =>
    characters.slice(at * size, (at + 1) * size).join(''),
  );
}`,
  },
  dateWritten: {
    needs: 'CalendarDate isInCalendar',
    source: `/** The n-th date of this form in a text, from 1, or from -1 backwards; undefined where there is none that exists. */
function dateWritten(text: string, form: RegExp, nth: number): CalendarDate | undefined {
  const dates = [...text.matchAll(form)].map(({ groups }) => ({
    year: Number(groups?.year),
    month: Number(groups?.month),
    day: Number(groups?.day),
  }));
  return dates.filter(isInCalendar).at(nth > 0 ? nth - 1 : nth);
}`,
  },
  CalendarDate: {
    needs: '',
    source: `/** A day of the calendar. */
interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}`,
  },
  isInCalendar: {
    needs: 'CalendarDate daysIn',
    source: `function isInCalendar({ year, month, day }: CalendarDate): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}`,
  },
  daysIn: {
    needs: 'isLeap',
    source: `/** How many days a month has. */
function daysIn(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}`,
  },
  isLeap: {
    needs: '',
    source: `function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}`,
  },
  yearMonthDay: {
    needs: '',
    source: `const yearMonthDay = /(?<!\\d)(?<year>[1-9]\\d{3})[-/.](?<month>\\d{1,2})[-/.](?<day>\\d{1,2})(?!\\d)/g;`,
  },
  dayMonthYear: {
    needs: '',
    source: `const dayMonthYear = /(?<!\\d)(?<day>\\d{1,2})[-/.](?<month>\\d{1,2})[-/.](?<year>[1-9]\\d{3})(?!\\d)/g;`,
  },
  monthDayYear: {
    needs: '',
    source: `const monthDayYear = /(?<!\\d)(?<month>\\d{1,2})[-/.](?<day>\\d{1,2})[-/.](?<year>[1-9]\\d{3})(?!\\d)/g;`,
  },
  eightDigits: {
    needs: '',
    source: `const eightDigits = /(?<!\\d)(?<year>[1-9]\\d{3})(?<month>\\d{2})(?<day>\\d{2})(?!\\d)/g;`,
  },
  readDate: {
    needs: 'Moment read datePatterns dateOf',
    source: `/**
 * The n-th date in a text, from 1, or from -1 backwards; undefined if there is none, or it does not exist.
 * @param order what \`3/4/2005\` means; a day that is no month tells better
 */
function readDate(text: string, order: 'dmy' | 'mdy', nth: number): Moment | undefined {
  return text.length > 1000 ? undefined : read(datePatterns, text, nth, (groups) => dateOf(groups, order));
}`,
  },
  read: {
    needs: 'Groups Moment',
    source: `/** By the first way of writing that finds as many as asked for. */
function read(
  regexes: readonly RegExp[],
  text: string,
  nth: number,
  meaning: (groups: Groups) => Moment | undefined,
): Moment | undefined {
  for (const regex of regexes) {
    const moments = [...text.matchAll(regex)].flatMap(({ groups }) => meaning(groups ?? {}) ?? []);
    const moment = moments.at(nth > 0 ? nth - 1 : nth);
    if (moment !== undefined) return moment;
  }
  return undefined;
}`,
  },
  Groups: {
    needs: '',
    source: `type Groups = { readonly [name: string]: string | undefined };`,
  },
  datePatterns: {
    needs: '',
    source: `/**
 * The ways of writing a date, the most telling first. \`a\` and \`b\` are day and month in an order that the text does not
 * tell, \`name\` is a word that may be a month; \`dayOfYear\` counts from 1, \`week\` is of ISO 8601.
 */
const datePatterns: readonly RegExp[] = [
  /(?<!\\d)(?<y>\\d{4})[-/.]{1,2}(?<m>\\d{1,2})[-/.]{1,2}(?<d>\\d{1,2})(?!\\d)/g,
  /\\b(?<weekday>[A-Za-z]{3,9}),? (?<y>\\d{4})-?W(?<week>\\d{1,2})(?!\\d)/g,
  /(?<!\\d)(?<y>\\d{4})-?W(?<week>\\d{2})-(?<isoDay>[1-7])(?!\\d)/g,
  /\\b(?<weekday>[A-Za-z]{3,9}),? (?:wk|week) (?<week>\\d{1,2}) (?:in|of) (?<y>\\d{4})(?!\\d)/g,
  /\\b(?<weekday>[A-Za-z]{3,9}) #(?<nth>[1-5]) (?:of |in )?(?<name>[A-Za-z]{3,9})\\.? (?<y>\\d{4})(?!\\d)/g,
  /\\b(?<name>[A-Za-z]{3,9})\\.? (?<y>\\d{4}) \\b(?<weekday>[A-Za-z]{3,9}) (?<nth>[1-5])(?!\\d)/g,
  /(?<!\\d)(?<nth>[1-5])(?:st|nd|rd|th) \\b(?<weekday>[A-Za-z]{3,9}) (?:of|in) (?<name>[A-Za-z]{3,9})\\.?,? (?<y>\\d{4})(?!\\d)/g,
  /(?<!\\d)(?<d>\\d{1,2})(?:st|nd|rd|th)?[-/., ]{0,2}(?:of )?(?<name>[A-Za-z]{3,9})\\.?[-/., ]{1,2}(?<y>\\d{4}|\\d{2})(?!\\d)/g,
  /\\b(?<name>[A-Za-z]{3,9})\\.?[-/. ]{0,2}(?<d>\\d{1,2})(?:st|nd|rd|th)?[-/., ]{1,2}(?<y>\\d{4}|\\d{2})(?!\\d)/g,
  /(?<!\\d)(?<a>\\d{1,2})[-/.]{1,2}(?<b>\\d{1,2})[-/.]{1,2}(?<y>\\d{4}|\\d{2})(?!\\d)/g,
  /(?<!\\d)(?<y>[12]\\d{3})(?<m>0[1-9]|1[0-2])(?<d>[0-3]\\d)(?!\\d)/g,
  /(?<!\\d)(?<a>[0-3]\\d)(?<b>[0-3]\\d)(?<y>[12]\\d{3})(?!\\d)/g,
  /^(?<y>[12]\\d{3})[- ](?<dayOfYear>\\d{1,3})$/g,
  /\\b(?<name>[A-Za-z]{3,9})\\.?[-/., ]{1,2}(?<y>\\d{4})(?!\\d)/g,
  /(?<!\\d)(?<d>\\d{1,2})(?:st|nd|rd|th)?[-/., ]{0,2}(?<name>[A-Za-z]{3,9})\\.?(?![A-Za-z])/g,
  /\\b(?<name>[A-Za-z]{3,9})\\.?[-/. ]{0,2}(?<d>\\d{1,2})(?:st|nd|rd|th)?(?!\\d)/g,
  /(?<![\\d:])(?<a>\\d{1,2})[-/.](?<b>\\d{1,2})(?![\\d:])/g,
  /(?<!\\d)(?<y>[12]\\d{3})(?!\\d)/g,
];`,
  },
  dateOf: {
    needs: 'Groups Moment fullYear dayInYear dayInWeek optional monthNamed weekdayOfMonth dateFrom',
    source: `/** Where a number cannot be a month, day and month are the other way round. */
function dateOf(groups: Groups, order: 'dmy' | 'mdy'): Moment | undefined {
  const { y, m, d, a, b, name, dayOfYear, week, nth } = groups;
  const year = y === undefined ? undefined : fullYear(y);
  if (dayOfYear !== undefined && year !== undefined) return dayInYear(year, Number(dayOfYear));
  if (week !== undefined && year !== undefined) return dayInWeek(year, Number(week), groups);
  const month = name === undefined ? optional(m) : monthNamed(name);
  if (nth !== undefined && year !== undefined) return weekdayOfMonth(year, month, Number(nth), groups);
  const [first, second] = order === 'dmy' ? [a, b] : [b, a];
  if (a === undefined) return dateFrom(year, month, optional(d));
  return dateFrom(year, optional(second), optional(first)) ?? dateFrom(year, optional(first), optional(second));
}`,
  },
  fullYear: {
    needs: '',
    source: `/** Two digits below 30 are of this century, as spreadsheets have it. */
function fullYear(text: string): number {
  const year = Number(text);
  if (text.length > 2) return year;
  return year < 30 ? 2000 + year : 1900 + year;
}`,
  },
  dayInYear: {
    needs: 'Moment daysIn',
    source: `function dayInYear(year: number, dayOfYear: number): Moment | undefined {
  let day = dayOfYear;
  for (let month = 1; month <= 12; month++) {
    const days = daysIn(year, month);
    if (day >= 1 && day <= days) return { year, month, day };
    day -= days;
  }
  return undefined;
}`,
  },
  dayInWeek: {
    needs: 'Groups Moment weekdayNamed dayNumber dateOfDay',
    source: `/** A weekday of a week of ISO 8601, whose first day is Monday. */
function dayInWeek(year: number, week: number, { weekday = '', isoDay }: Groups): Moment | undefined {
  const day = isoDay === undefined ? weekdayNamed(weekday) : Number(isoDay) % 7;
  if (day < 0 || week < 1 || week > 53) return undefined;
  const fourth = dayNumber(year, 1, 4);
  const monday = fourth - ((((fourth + 3) % 7) + 7) % 7);
  return dateOfDay(monday + 7 * (week - 1) + ((day + 6) % 7));
}`,
  },
  weekdayNamed: {
    needs: 'weekdayNames',
    source: `/** From 0, which is Sunday; -1 for a word that is no weekday. */
function weekdayNamed(name: string): number {
  return weekdayNames.findIndex((long) => long.toLowerCase().startsWith(name.toLowerCase()));
}`,
  },
  dayNumber: {
    needs: '',
    source: `/** Days since 1970-01-01 (Hinnant, "chrono-compatible low-level date algorithms"). */
function dayNumber(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}`,
  },
  dateOfDay: {
    needs: '',
    source: `/** The date of a day since 1970-01-01 (Hinnant, as above). */
function dateOfDay(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36524) + Math.floor(dayOfEra / 146096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}`,
  },
  optional: {
    needs: '',
    source: `function optional(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}`,
  },
  monthNamed: {
    needs: 'monthNames',
    source: `/** From 1; 0 for a word that is no month. */
function monthNamed(name: string): number {
  return 1 + monthNames.findIndex((long) => long.toLowerCase().startsWith(name.toLowerCase()));
}`,
  },
  weekdayOfMonth: {
    needs: 'Groups Moment weekdayNamed dayNumber dateFrom',
    source: `/** The first Monday of March, and so on. */
function weekdayOfMonth(
  year: number,
  month: number | undefined,
  nth: number,
  { weekday = '' }: Groups,
): Moment | undefined {
  const wanted = weekdayNamed(weekday);
  if (month === undefined || month < 1 || wanted < 0) return undefined;
  const first = (((dayNumber(year, month, 1) + 4) % 7) + 7) % 7;
  return dateFrom(year, month, 1 + ((wanted - first + 7) % 7) + 7 * (nth - 1));
}`,
  },
  dateFrom: {
    needs: 'Moment daysIn',
    source: `/** Undefined for a day that there is not. */
function dateFrom(year: number | undefined, month: number | undefined, day: number | undefined): Moment | undefined {
  if (month !== undefined && (month < 1 || month > 12)) return undefined;
  if (month !== undefined && day !== undefined && (day < 1 || day > daysIn(year ?? 2000, month))) return undefined;
  return {
    ...(year === undefined ? {} : { year }),
    ...(month === undefined ? {} : { month }),
    ...(day === undefined ? {} : { day }),
  };
}`,
  },
  readTime: {
    needs: 'Moment read timePatterns timeOf',
    source: `/** The n-th time of day in a text, from 1, or from -1 backwards; undefined if there is none. */
function readTime(text: string, nth: number): Moment | undefined {
  return text.length > 1000 ? undefined : read(timePatterns, text, nth, timeOf);
}`,
  },
  timePatterns: {
    needs: '',
    source: `/** The ways of writing a time of day. */
const timePatterns: readonly RegExp[] = [
  /(?<!\\d)(?<h>\\d{1,2})[:.](?<min>\\d{2})(?:[:.](?<s>\\d{2}))?(?:\\s?(?<half>[AaPp])\\.?[Mm]\\.?)?(?!\\.?\\d)/g,
  /(?<!\\d)(?<h>\\d{1,2})\\s?(?<half>[AaPp])\\.?[Mm]\\b/g,
  /^(?<h>\\d{1,2})(?<min>[0-5]\\d)$/g,
];`,
  },
  timeOf: {
    needs: 'Groups Moment optional',
    source: `function timeOf({ h, min, s, half }: Groups): Moment | undefined {
  const hour = Number(h);
  const minute = Number(min ?? 0);
  const second = optional(s);
  if (minute > 59 || (second ?? 0) > 59) return undefined;
  if (half !== undefined && hour > 12) return undefined;
  const afternoon = half?.toLowerCase() === 'p';
  const hours = half === undefined ? hour : (hour % 12) + (afternoon ? 12 : 0);
  return { hour: hours, minute, ...(second === undefined ? {} : { second }) };
}`,
  },
  readMoment: {
    needs: 'Moment readDate readTime',
    source: `/** The n-th date and the n-th time in a text; undefined if there is neither. */
function readMoment(text: string, order: 'dmy' | 'mdy', nth: number): Moment | undefined {
  const date = readDate(text, order, nth);
  const time = readTime(text, nth);
  return date === undefined && time === undefined ? undefined : { ...date, ...time };
}`,
  },
  addTime: {
    needs: 'Moment secondsOf withSeconds',
    source: `/** The time of day moved by seconds; it wraps at midnight and leaves the date alone. */
function addTime(moment: Moment, seconds: number): Moment | undefined {
  const time = secondsOf(moment);
  return time === undefined ? undefined : withSeconds(moment, time + seconds);
}`,
  },
  secondsOf: {
    needs: 'Moment',
    source: `/** Seconds since midnight. */
function secondsOf({ hour, minute, second }: Moment): number | undefined {
  return hour === undefined ? undefined : hour * 3600 + (minute ?? 0) * 60 + (second ?? 0);
}`,
  },
  withSeconds: {
    needs: 'Moment secondsOf daySeconds',
    source: `function withSeconds(moment: Moment, seconds: number): Moment {
  // Durations beyond a day stay what they are.
  const time = secondsOf(moment) ?? 0;
  const wrapped = time < daySeconds ? ((seconds % daySeconds) + daySeconds) % daySeconds : seconds;
  return {
    ...moment,
    hour: Math.floor(wrapped / 3600),
    minute: Math.floor((wrapped % 3600) / 60),
    second: wrapped % 60,
  };
}`,
  },
  daySeconds: {
    needs: '',
    source: `const daySeconds = 86_400;`,
  },
  roundTime: {
    needs: 'Moment secondsOf withSeconds',
    source: `/** The time of day rounded to a step, counted from midnight plus \`offset\` seconds. */
function roundTime(
  moment: Moment,
  step: number,
  offset: number,
  mode: 'floor' | 'ceil' | 'round',
): Moment | undefined {
  const time = secondsOf(moment);
  if (time === undefined) return undefined;
  return withSeconds(moment, Math[mode]((time - offset) / step) * step + offset);
}`,
  },
  addDays: {
    needs: 'Moment dateOfDay dayNumber',
    source: `/** The date moved by days; undefined for a moment without a whole date. */
function addDays(moment: Moment, days: number): Moment | undefined {
  const { year, month, day } = moment;
  if (year === undefined || month === undefined || day === undefined) return undefined;
  return { ...moment, ...dateOfDay(dayNumber(year, month, day) + days) };
}`,
  },
  edgeDay: {
    needs: 'Moment DayEdge daysIn dayNumber dateOfDay',
    source: `/** The first or last day of the month, the Monday of the week, or the first day of the year. */
function edgeDay(moment: Moment, edge: DayEdge): Moment | undefined {
  const { year, month, day } = moment;
  if (year === undefined || month === undefined || day === undefined) return undefined;
  if (edge === 'monthStart') return { ...moment, day: 1 };
  if (edge === 'monthEnd') return { ...moment, day: daysIn(year, month) };
  if (edge === 'yearStart') return { ...moment, month: 1, day: 1 };
  const days = dayNumber(year, month, day);
  return { ...moment, ...dateOfDay(days - ((((days + 3) % 7) + 7) % 7)) };
}`,
  },
  DayEdge: {
    needs: '',
    source: `/** A day that a date leads to: the first or last of its month, its week's Monday, the first of its year. */
type DayEdge = 'monthStart' | 'monthEnd' | 'weekStart' | 'yearStart';`,
  },
  timeIn: {
    needs: 'Moment TimeUnit dayNumber daySeconds secondsOf',
    source: `/**
 * Days since 1970-01-01, or minutes or seconds since midnight; or what Unix counts, where a date without a time is its
 * beginning in UTC. Undefined where the moment has no date, or no time.
 */
function timeIn(moment: Moment, unit: TimeUnit): number | undefined {
  const { year, month, day } = moment;
  if (unit === 'days' || unit === 'unixSeconds' || unit === 'unixMilliseconds') {
    if (year === undefined || month === undefined || day === undefined) return undefined;
    const days = dayNumber(year, month, day);
    if (unit === 'days') return days;
    return (days * daySeconds + (secondsOf(moment) ?? 0)) * (unit === 'unixSeconds' ? 1 : 1000);
  }
  const seconds = secondsOf(moment);
  if (seconds === undefined) return undefined;
  return unit === 'seconds' ? seconds : Math.floor(seconds / 60);
}`,
  },
  TimeUnit: {
    needs: 'UnixUnit',
    source: `/** Days since 1970-01-01, minutes or seconds since midnight, or what Unix counts, in UTC. */
type TimeUnit = 'days' | 'minutes' | 'seconds' | UnixUnit;`,
  },
  UnixUnit: {
    needs: '',
    source: `type UnixUnit = 'unixSeconds' | 'unixMilliseconds';`,
  },
  momentOfUnix: {
    needs: 'UnixUnit Moment daySeconds withSeconds dateOfDay',
    source: `/** The date and time that a text of digits counts since 1970, in UTC; undefined where it is no such text. */
function momentOfUnix(text: string, unit: UnixUnit): Moment | undefined {
  if (!/^-?\\d{1,15}$/.test(text)) return undefined;
  const seconds = Math.floor(Number(text) / (unit === 'unixSeconds' ? 1 : 1000));
  // What JavaScript can date.
  if (Math.abs(seconds) > 8_640_000_000_000) return undefined;
  const days = Math.floor(seconds / daySeconds);
  return withSeconds(dateOfDay(days), seconds - days * daySeconds);
}`,
  },
  yearOf: {
    needs: 'Moment',
    source: `function yearOf({ year }: Moment): string | undefined {
  return year === undefined ? undefined : String(year);
}`,
  },
  shortYearOf: {
    needs: 'Moment two',
    source: `function shortYearOf({ year }: Moment): string | undefined {
  return year === undefined ? undefined : two(year % 100);
}`,
  },
  two: {
    needs: '',
    source: `function two(value: number): string {
  return String(value).padStart(2, '0');
}`,
  },
  monthOf: {
    needs: 'Moment',
    source: `function monthOf({ month }: Moment): string | undefined {
  return month === undefined ? undefined : String(month);
}`,
  },
  twoDigitMonthOf: {
    needs: 'Moment two',
    source: `function twoDigitMonthOf({ month }: Moment): string | undefined {
  return month === undefined ? undefined : two(month);
}`,
  },
  monthNameOf: {
    needs: 'Moment monthNames',
    source: `function monthNameOf({ month }: Moment): string | undefined {
  return month === undefined ? undefined : monthNames[month - 1];
}`,
  },
  shortMonthNameOf: {
    needs: 'Moment monthNames',
    source: `function shortMonthNameOf({ month }: Moment): string | undefined {
  return month === undefined ? undefined : monthNames[month - 1]?.slice(0, 3);
}`,
  },
  dayOf: {
    needs: 'Moment',
    source: `function dayOf({ day }: Moment): string | undefined {
  return day === undefined ? undefined : String(day);
}`,
  },
  twoDigitDayOf: {
    needs: 'Moment two',
    source: `function twoDigitDayOf({ day }: Moment): string | undefined {
  return day === undefined ? undefined : two(day);
}`,
  },
  weekdayOf: {
    needs: 'Moment weekdayNumber weekdayNames',
    source: `function weekdayOf(moment: Moment): string | undefined {
  const day = weekdayNumber(moment);
  return day === undefined ? undefined : weekdayNames[day];
}`,
  },
  weekdayNumber: {
    needs: 'Moment dayNumber',
    source: `/** From 0, which is Sunday. */
function weekdayNumber({ year, month, day, weekday }: Moment): number | undefined {
  if (year === undefined || month === undefined || day === undefined) return weekday;
  return (((dayNumber(year, month, day) + 4) % 7) + 7) % 7;
}`,
  },
  shortWeekdayOf: {
    needs: 'Moment weekdayOf',
    source: `function shortWeekdayOf(moment: Moment): string | undefined {
  return weekdayOf(moment)?.slice(0, 3);
}`,
  },
  quarterOf: {
    needs: 'Moment',
    source: `function quarterOf({ month }: Moment): string | undefined {
  return month === undefined ? undefined : String(Math.ceil(month / 3));
}`,
  },
  weekOf: {
    needs: 'Moment dayWithinYear weekdayNumber isoWeek',
    source: `function weekOf(moment: Moment): string | undefined {
  const day = dayWithinYear(moment);
  const weekday = weekdayNumber(moment);
  if (moment.year === undefined || day === undefined || weekday === undefined) return undefined;
  return String(isoWeek(moment.year, day, weekday));
}`,
  },
  dayWithinYear: {
    needs: 'Moment dayNumber',
    source: `/** From 1. */
function dayWithinYear({ year, month, day }: Moment): number | undefined {
  if (year === undefined || month === undefined || day === undefined) return undefined;
  return dayNumber(year, month, day) - dayNumber(year, 1, 1) + 1;
}`,
  },
  isoWeek: {
    needs: 'weeksIn',
    source: `/** ISO 8601: weeks start on Monday, and the first one has the year's first Thursday. */
function isoWeek(year: number, dayOfYear: number, weekday: number): number {
  const week = Math.floor((dayOfYear - ((weekday + 6) % 7) + 9) / 7);
  if (week < 1) return weeksIn(year - 1);
  return week > weeksIn(year) ? 1 : week;
}`,
  },
  weeksIn: {
    needs: 'dayNumber',
    source: `function weeksIn(year: number): number {
  const lastDay = (dayNumber(year, 12, 31) + 4) % 7;
  const firstDay = (dayNumber(year, 1, 1) + 4) % 7;
  return [lastDay, firstDay].some((day) => (day + 7) % 7 === 4) ? 53 : 52;
}`,
  },
  twoDigitWeekOf: {
    needs: 'Moment weekOf',
    source: `function twoDigitWeekOf(moment: Moment): string | undefined {
  return weekOf(moment)?.padStart(2, '0');
}`,
  },
  dayOfYearOf: {
    needs: 'Moment dayWithinYear',
    source: `function dayOfYearOf(moment: Moment): string | undefined {
  const day = dayWithinYear(moment);
  return day === undefined ? undefined : String(day);
}`,
  },
  paddedDayOfYearOf: {
    needs: 'Moment dayOfYearOf',
    source: `function paddedDayOfYearOf(moment: Moment): string | undefined {
  return dayOfYearOf(moment)?.padStart(3, '0');
}`,
  },
  hourOf: {
    needs: 'Moment',
    source: `function hourOf({ hour }: Moment): string | undefined {
  return hour === undefined ? undefined : String(hour);
}`,
  },
  twoDigitHourOf: {
    needs: 'Moment two',
    source: `function twoDigitHourOf({ hour }: Moment): string | undefined {
  return hour === undefined ? undefined : two(hour);
}`,
  },
  clockHourOf: {
    needs: 'Moment',
    source: `function clockHourOf({ hour }: Moment): string | undefined {
  return hour === undefined ? undefined : String(hour % 12 === 0 ? 12 : hour % 12);
}`,
  },
  twoDigitClockHourOf: {
    needs: 'Moment clockHourOf',
    source: `function twoDigitClockHourOf(moment: Moment): string | undefined {
  return clockHourOf(moment)?.padStart(2, '0');
}`,
  },
  minuteOf: {
    needs: 'Moment',
    source: `function minuteOf({ hour, minute }: Moment): string | undefined {
  return hour === undefined ? undefined : String(minute ?? 0);
}`,
  },
  twoDigitMinuteOf: {
    needs: 'Moment minuteOf',
    source: `function twoDigitMinuteOf(moment: Moment): string | undefined {
  return minuteOf(moment)?.padStart(2, '0');
}`,
  },
  secondOf: {
    needs: 'Moment',
    source: `function secondOf({ hour, second }: Moment): string | undefined {
  return hour === undefined || second === undefined ? undefined : String(second);
}`,
  },
  twoDigitSecondOf: {
    needs: 'Moment secondOf',
    source: `function twoDigitSecondOf(moment: Moment): string | undefined {
  return secondOf(moment)?.padStart(2, '0');
}`,
  },
  halfOfDayOf: {
    needs: 'Moment',
    source: `function halfOfDayOf({ hour }: Moment): string | undefined {
  if (hour === undefined) return undefined;
  return hour % 24 < 12 ? 'AM' : 'PM';
}`,
  },
  lowerHalfOfDayOf: {
    needs: 'Moment halfOfDayOf',
    source: `function lowerHalfOfDayOf(moment: Moment): string | undefined {
  return halfOfDayOf(moment)?.toLowerCase();
}`,
  },
} as const;

/** The function that writes each part of a moment. */
export const partWriters = {
  year: 'yearOf',
  yy: 'shortYearOf',
  month: 'monthOf',
  MM: 'twoDigitMonthOf',
  monthName: 'monthNameOf',
  monthShort: 'shortMonthNameOf',
  day: 'dayOf',
  DD: 'twoDigitDayOf',
  weekday: 'weekdayOf',
  weekdayShort: 'shortWeekdayOf',
  quarter: 'quarterOf',
  week: 'weekOf',
  WW: 'twoDigitWeekOf',
  dayOfYear: 'dayOfYearOf',
  DDD: 'paddedDayOfYearOf',
  hour: 'hourOf',
  HH: 'twoDigitHourOf',
  hour12: 'clockHourOf',
  hh: 'twoDigitClockHourOf',
  minute: 'minuteOf',
  mm: 'twoDigitMinuteOf',
  second: 'secondOf',
  ss: 'twoDigitSecondOf',
  AMPM: 'halfOfDayOf',
  ampm: 'lowerHalfOfDayOf',
} as const;
