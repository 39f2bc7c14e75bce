import { dateOfDay, dayNumber, daysIn } from './calendar.ts';
import type { Moment } from './moment.ts';
import { monthNames, weekdayNames } from './momentNames.ts';

/**
 * The ways of writing a date, the most telling first. `a` and `b` are day and month in an order that the text does not
 * tell, `name` is a word that may be a month; `dayOfYear` counts from 1, `week` is of ISO 8601.
 */
const datePatterns: readonly RegExp[] = [
  /(?<!\d)(?<y>\d{4})[-/.]{1,2}(?<m>\d{1,2})[-/.]{1,2}(?<d>\d{1,2})(?!\d)/g,
  /\b(?<weekday>[A-Za-z]{3,9}),? (?<y>\d{4})-?W(?<week>\d{1,2})(?!\d)/g,
  /(?<!\d)(?<y>\d{4})-?W(?<week>\d{2})-(?<isoDay>[1-7])(?!\d)/g,
  /\b(?<weekday>[A-Za-z]{3,9}),? (?:wk|week) (?<week>\d{1,2}) (?:in|of) (?<y>\d{4})(?!\d)/g,
  /\b(?<weekday>[A-Za-z]{3,9}) #(?<nth>[1-5]) (?:of |in )?(?<name>[A-Za-z]{3,9})\.? (?<y>\d{4})(?!\d)/g,
  /\b(?<name>[A-Za-z]{3,9})\.? (?<y>\d{4}) \b(?<weekday>[A-Za-z]{3,9}) (?<nth>[1-5])(?!\d)/g,
  /(?<!\d)(?<nth>[1-5])(?:st|nd|rd|th) \b(?<weekday>[A-Za-z]{3,9}) (?:of|in) (?<name>[A-Za-z]{3,9})\.?,? (?<y>\d{4})(?!\d)/g,
  /(?<!\d)(?<d>\d{1,2})(?:st|nd|rd|th)?[-/., ]{0,2}(?:of )?(?<name>[A-Za-z]{3,9})\.?[-/., ]{1,2}(?<y>\d{4}|\d{2})(?!\d)/g,
  /\b(?<name>[A-Za-z]{3,9})\.?[-/. ]{0,2}(?<d>\d{1,2})(?:st|nd|rd|th)?[-/., ]{1,2}(?<y>\d{4}|\d{2})(?!\d)/g,
  /(?<!\d)(?<a>\d{1,2})[-/.]{1,2}(?<b>\d{1,2})[-/.]{1,2}(?<y>\d{4}|\d{2})(?!\d)/g,
  /(?<!\d)(?<y>[12]\d{3})(?<m>0[1-9]|1[0-2])(?<d>[0-3]\d)(?!\d)/g,
  /(?<!\d)(?<a>[0-3]\d)(?<b>[0-3]\d)(?<y>[12]\d{3})(?!\d)/g,
  /^(?<y>[12]\d{3})[- ](?<dayOfYear>\d{1,3})$/g,
  /\b(?<name>[A-Za-z]{3,9})\.?[-/., ]{1,2}(?<y>\d{4})(?!\d)/g,
  /(?<!\d)(?<d>\d{1,2})(?:st|nd|rd|th)?[-/., ]{0,2}(?<name>[A-Za-z]{3,9})\.?(?![A-Za-z])/g,
  /\b(?<name>[A-Za-z]{3,9})\.?[-/. ]{0,2}(?<d>\d{1,2})(?:st|nd|rd|th)?(?!\d)/g,
  /(?<![\d:])(?<a>\d{1,2})[-/.](?<b>\d{1,2})(?![\d:])/g,
  /(?<!\d)(?<y>[12]\d{3})(?!\d)/g,
];

/** The ways of writing a time of day. */
const timePatterns: readonly RegExp[] = [
  /(?<!\d)(?<h>\d{1,2})[:.](?<min>\d{2})(?:[:.](?<s>\d{2}))?(?:\s?(?<half>[AaPp])\.?[Mm]\.?)?(?!\.?\d)/g,
  /(?<!\d)(?<h>\d{1,2})\s?(?<half>[AaPp])\.?[Mm]\b/g,
  /^(?<h>\d{1,2})(?<min>[0-5]\d)$/g,
];

type Groups = { readonly [name: string]: string | undefined };

/**
 * The n-th date in a text, from 1, or from -1 backwards; undefined if there is none, or it does not exist.
 * @param order what `3/4/2005` means; a day that is no month tells better
 */
export function readDate(text: string, order: 'dmy' | 'mdy', nth: number): Moment | undefined {
  return text.length > 1000 ? undefined : read(datePatterns, text, nth, (groups) => dateOf(groups, order));
}

/** The n-th time of day in a text, from 1, or from -1 backwards; undefined if there is none. */
export function readTime(text: string, nth: number): Moment | undefined {
  return text.length > 1000 ? undefined : read(timePatterns, text, nth, timeOf);
}

/** The n-th date and the n-th time in a text; undefined if there is neither. */
export function readMoment(text: string, order: 'dmy' | 'mdy', nth: number): Moment | undefined {
  const date = readDate(text, order, nth);
  const time = readTime(text, nth);
  return date === undefined && time === undefined ? undefined : { ...date, ...time };
}

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

/** Where a number cannot be a month, day and month are the other way round. */
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
}

/** Undefined for a day that there is not. */
function dateFrom(year: number | undefined, month: number | undefined, day: number | undefined): Moment | undefined {
  if (month !== undefined && (month < 1 || month > 12)) return undefined;
  if (month !== undefined && day !== undefined && (day < 1 || day > daysIn(year ?? 2000, month))) return undefined;
  return {
    ...(year === undefined ? {} : { year }),
    ...(month === undefined ? {} : { month }),
    ...(day === undefined ? {} : { day }),
  };
}

/** From 1; 0 for a word that is no month. */
function monthNamed(name: string): number {
  return 1 + monthNames.findIndex((long) => long.toLowerCase().startsWith(name.toLowerCase()));
}

/** From 0, which is Sunday; -1 for a word that is no weekday. */
function weekdayNamed(name: string): number {
  return weekdayNames.findIndex((long) => long.toLowerCase().startsWith(name.toLowerCase()));
}

/** A weekday of a week of ISO 8601, whose first day is Monday. */
function dayInWeek(year: number, week: number, { weekday = '', isoDay }: Groups): Moment | undefined {
  const day = isoDay === undefined ? weekdayNamed(weekday) : Number(isoDay) % 7;
  if (day < 0 || week < 1 || week > 53) return undefined;
  const fourth = dayNumber(year, 1, 4);
  const monday = fourth - ((((fourth + 3) % 7) + 7) % 7);
  return dateOfDay(monday + 7 * (week - 1) + ((day + 6) % 7));
}

/** The first Monday of March, and so on. */
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
