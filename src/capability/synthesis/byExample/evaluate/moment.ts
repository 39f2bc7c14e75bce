import { daysIn } from './calendar.ts';

/** A date, a time, or both, without a time zone; what the text did not say is absent. */
export interface Moment {
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
  readonly hour?: number;
  readonly minute?: number;
  readonly second?: number;
}

export const monthNames: readonly string[] = [
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
];

export const weekdayNames: readonly string[] = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
];

/** A word that may be a month; whether it is one is looked up. */
const monthSource = '(?<name>[A-Za-z]{3,9})\\.?';

/**
 * The ways of writing a date, the most telling first. `a` and `b` are day and month in an order that the text does not
 * tell; `dayOfYear` counts from 1.
 */
export const dateSources: readonly string[] = [
  '(?<!\\d)(?<y>\\d{4})[-/.]{1,2}(?<m>\\d{1,2})[-/.]{1,2}(?<d>\\d{1,2})(?!\\d)',
  `(?<!\\d)(?<d>\\d{1,2})(?:st|nd|rd|th)?[-/., ]{0,2}(?:of )?${monthSource}[-/., ]{1,2}(?<y>\\d{4}|\\d{2})(?!\\d)`,
  `\\b${monthSource}[-/. ]{0,2}(?<d>\\d{1,2})(?:st|nd|rd|th)?[-/., ]{1,2}(?<y>\\d{4}|\\d{2})(?!\\d)`,
  '(?<!\\d)(?<a>\\d{1,2})[-/.]{1,2}(?<b>\\d{1,2})[-/.]{1,2}(?<y>\\d{4}|\\d{2})(?!\\d)',
  '(?<!\\d)(?<y>[12]\\d{3})(?<m>0[1-9]|1[0-2])(?<d>[0-3]\\d)(?!\\d)',
  '(?<!\\d)(?<a>[0-3]\\d)(?<b>[0-3]\\d)(?<y>[12]\\d{3})(?!\\d)',
  '^(?<y>[12]\\d{3})[- ](?<dayOfYear>\\d{1,3})$',
  `\\b${monthSource}[-/., ]{1,2}(?<y>\\d{4})(?!\\d)`,
  `(?<!\\d)(?<d>\\d{1,2})(?:st|nd|rd|th)?[-/., ]{0,2}${monthSource}(?![A-Za-z])`,
  `\\b${monthSource}[-/. ]{0,2}(?<d>\\d{1,2})(?:st|nd|rd|th)?(?!\\d)`,
  '(?<![\\d:])(?<a>\\d{1,2})[-/.](?<b>\\d{1,2})(?![\\d:])',
  '(?<!\\d)(?<y>[12]\\d{3})(?!\\d)',
];

/** The ways of writing a time of day. */
export const timeSources: readonly string[] = [
  '(?<!\\d)(?<h>\\d{1,2})[:.](?<min>\\d{2})(?:[:.](?<s>\\d{2}))?(?:\\s?(?<half>[AaPp])\\.?[Mm]\\.?)?(?![\\d])',
  '(?<!\\d)(?<h>\\d{1,2})\\s?(?<half>[AaPp])\\.?[Mm]\\b',
  '^(?<h>\\d{1,2})(?<min>[0-5]\\d)$',
];

const dateRegexes = dateSources.map((source) => new RegExp(source, 'g'));
const timeRegexes = timeSources.map((source) => new RegExp(source, 'g'));

type Groups = Readonly<Record<string, string | undefined>>;

const remembered = new Map<string, Moment | null>();

/**
 * The n-th date and time in a text (from 1, or from -1 backwards); undefined if there is neither, or the date does not
 * exist.
 * @param order what `3/4/2005` means
 */
export function readMoment(text: string, order: 'dmy' | 'mdy', nth: number): Moment | undefined {
  if (text.length > 1000) return undefined;
  const key = `${order}${nth}${text}`;
  const known = remembered.get(key);
  if (known !== undefined) return known ?? undefined;
  if (remembered.size > 5000) remembered.clear();
  const date = read(dateRegexes, text, nth, (groups) => dateOf(groups, order));
  const time = read(timeRegexes, text, nth, timeOf);
  const moment = date === undefined && time === undefined ? undefined : { ...date, ...time };
  remembered.set(key, moment ?? null);
  return moment;
}

/** The times of day that are written in a text, as they are written. */
export function timesIn(text: string): readonly string[] {
  return text.match(timeInText) ?? [];
}

const timeInText = /(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp][Mm]\b)?|(?<!\d)\d{1,2}\s?[AaPp][Mm]\b/g;

/** By the first way of writing that finds as many as asked for. */
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
}

function dateOf(groups: Groups, order: 'dmy' | 'mdy'): Moment | undefined {
  const { y, m, d, a, b, name, dayOfYear } = groups;
  const year = y === undefined ? undefined : fullYear(y);
  if (dayOfYear !== undefined && year !== undefined) return dayInYear(year, Number(dayOfYear));
  const month =
    name === undefined
      ? optional(m ?? (order === 'dmy' ? b : a))
      : 1 + monthNames.findIndex((long) => long.toLowerCase().startsWith(name.toLowerCase()));
  const day = optional(d ?? (order === 'dmy' ? a : b));
  if (month !== undefined && (month < 1 || month > 12)) return undefined;
  if (month !== undefined && day !== undefined && (day < 1 || day > daysIn(year ?? 2000, month))) return undefined;
  return {
    ...(year === undefined ? {} : { year }),
    ...(month === undefined ? {} : { month }),
    ...(day === undefined ? {} : { day }),
  };
}

function timeOf({ h, min, s, half }: Groups): Moment | undefined {
  const hour = Number(h);
  const minute = Number(min ?? 0);
  const second = optional(s);
  if (minute > 59 || (second ?? 0) > 59) return undefined;
  if (half !== undefined && hour > 12) return undefined;
  const afternoon = half?.toLowerCase() === 'p';
  const hours = half === undefined ? hour : (hour % 12) + (afternoon ? 12 : 0);
  return { hour: hours, minute, ...(second === undefined ? {} : { second }) };
}

function optional(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

/** Two digits below 30 are of this century, as spreadsheets have it. */
function fullYear(text: string): number {
  const year = Number(text);
  if (text.length > 2) return year;
  return year < 30 ? 2000 + year : 1900 + year;
}

function dayInYear(year: number, dayOfYear: number): Moment | undefined {
  let day = dayOfYear;
  for (let month = 1; month <= 12; month++) {
    const days = daysIn(year, month);
    if (day >= 1 && day <= days) return { year, month, day };
    day -= days;
  }
  return undefined;
}

const daySeconds = 86_400;

/** The time of day moved by seconds; it wraps at midnight and leaves the date alone. */
export function addTime(moment: Moment, seconds: number): Moment | undefined {
  const time = secondsOf(moment);
  return time === undefined ? undefined : withSeconds(moment, time + seconds);
}

/** The time of day rounded to a step, counted from midnight plus `offset` seconds. */
export function roundTime(
  moment: Moment,
  step: number,
  offset: number,
  mode: 'floor' | 'ceil' | 'round',
): Moment | undefined {
  const time = secondsOf(moment);
  if (time === undefined) return undefined;
  return withSeconds(moment, Math[mode]((time - offset) / step) * step + offset);
}

/** Seconds since midnight. */
export function secondsOf({ hour, minute, second }: Moment): number | undefined {
  return hour === undefined ? undefined : hour * 3600 + (minute ?? 0) * 60 + (second ?? 0);
}

function withSeconds(moment: Moment, seconds: number): Moment {
  // Durations beyond a day stay what they are.
  const time = secondsOf(moment) ?? 0;
  const wrapped = time < daySeconds ? ((seconds % daySeconds) + daySeconds) % daySeconds : seconds;
  return {
    ...moment,
    hour: Math.floor(wrapped / 3600),
    minute: Math.floor((wrapped % 3600) / 60),
    second: wrapped % 60,
  };
}
