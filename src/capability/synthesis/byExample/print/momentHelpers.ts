import { dateSources, monthNames, timeSources, weekdayNames } from '../evaluate/moment.ts';
import type { MomentPart } from '../language/expression.ts';

/** How a part of a date or time is written: the name of the function that does it, its body, and what that uses. */
interface PartHelper {
  readonly name: string;
  readonly body: string;
  readonly needs?: readonly MomentHelperName[];
}

export type MomentHelperName = 'two' | 'monthNames' | 'weekdayNames' | 'dayNumber' | 'isoWeek';

const guarded = (field: string, result: string) => `${field} === undefined ? undefined : ${result}`;

/** The function that writes a part; its parameter is a `Moment`, destructured. */
export const partHelpers: Readonly<Record<MomentPart, PartHelper & { readonly takes: string }>> = {
  year: { name: 'yearOf', takes: 'year', body: guarded('year', 'String(year)') },
  yy: { name: 'shortYearOf', takes: 'year', body: guarded('year', 'two(year % 100)'), needs: ['two'] },
  month: { name: 'monthOf', takes: 'month', body: guarded('month', 'String(month)') },
  MM: { name: 'twoDigitMonthOf', takes: 'month', body: guarded('month', 'two(month)'), needs: ['two'] },
  monthName: {
    name: 'monthNameOf',
    takes: 'month',
    body: guarded('month', 'monthNames[month - 1]'),
    needs: ['monthNames'],
  },
  monthShort: {
    name: 'shortMonthNameOf',
    takes: 'month',
    body: guarded('month', 'monthNames[month - 1]?.slice(0, 3)'),
    needs: ['monthNames'],
  },
  quarter: { name: 'quarterOf', takes: 'month', body: guarded('month', 'String(Math.ceil(month / 3))') },
  day: { name: 'dayOf', takes: 'day', body: guarded('day', 'String(day)') },
  DD: { name: 'twoDigitDayOf', takes: 'day', body: guarded('day', 'two(day)'), needs: ['two'] },
  weekday: {
    name: 'weekdayOf',
    takes: 'year, month, day',
    body: calendar('weekdayNames[weekday]'),
    needs: ['dayNumber', 'weekdayNames'],
  },
  weekdayShort: {
    name: 'shortWeekdayOf',
    takes: 'year, month, day',
    body: calendar('weekdayNames[weekday]?.slice(0, 3)'),
    needs: ['dayNumber', 'weekdayNames'],
  },
  dayOfYear: {
    name: 'dayOfYearOf',
    takes: 'year, month, day',
    body: calendar('String(dayOfYear)'),
    needs: ['dayNumber'],
  },
  DDD: {
    name: 'paddedDayOfYearOf',
    takes: 'year, month, day',
    body: calendar("String(dayOfYear).padStart(3, '0')"),
    needs: ['dayNumber'],
  },
  week: {
    name: 'weekOf',
    takes: 'year, month, day',
    body: calendar('String(isoWeek(year, dayOfYear, weekday))'),
    needs: ['isoWeek'],
  },
  WW: {
    name: 'twoDigitWeekOf',
    takes: 'year, month, day',
    body: calendar('two(isoWeek(year, dayOfYear, weekday))'),
    needs: ['isoWeek', 'two'],
  },
  hour: { name: 'hourOf', takes: 'hour', body: guarded('hour', 'String(hour)') },
  HH: { name: 'twoDigitHourOf', takes: 'hour', body: guarded('hour', 'two(hour)'), needs: ['two'] },
  hour12: { name: 'clockHourOf', takes: 'hour', body: guarded('hour', 'String(hour % 12 === 0 ? 12 : hour % 12)') },
  hh: {
    name: 'twoDigitClockHourOf',
    takes: 'hour',
    body: guarded('hour', 'two(hour % 12 === 0 ? 12 : hour % 12)'),
    needs: ['two'],
  },
  minute: { name: 'minuteOf', takes: 'hour, minute', body: guarded('hour', 'String(minute ?? 0)') },
  mm: { name: 'twoDigitMinuteOf', takes: 'hour, minute', body: guarded('hour', 'two(minute ?? 0)'), needs: ['two'] },
  second: { name: 'secondOf', takes: 'second', body: guarded('second', 'String(second)') },
  ss: { name: 'twoDigitSecondOf', takes: 'second', body: guarded('second', 'two(second)'), needs: ['two'] },
  AMPM: { name: 'halfOfDayOf', takes: 'hour', body: guarded('hour', "hour % 24 < 12 ? 'AM' : 'PM'") },
  ampm: { name: 'lowerHalfOfDayOf', takes: 'hour', body: guarded('hour', "hour % 24 < 12 ? 'am' : 'pm'") },
};

function calendar(result: string): string {
  const names = [
    ...(result.includes('dayOfYear') ? ['dayOfYear'] : []),
    ...(result.includes('weekday') ? ['weekday'] : []),
  ];
  const lines = {
    dayOfYear: '  const dayOfYear = days - dayNumber(year, 1, 1) + 1;',
    weekday: '  const weekday = (((days + 4) % 7) + 7) % 7;',
  };
  return [
    '{',
    `  if (year === undefined || month === undefined || day === undefined) return undefined;`,
    '  const days = dayNumber(year, month, day);',
    ...names.map((name) => lines[name as keyof typeof lines]),
    `  return ${result};`,
    '}',
  ].join('\n');
}

export const momentHelpers: Readonly<
  Record<MomentHelperName, { readonly source: string; readonly needs?: readonly MomentHelperName[] }>
> = {
  two: {
    source: `function two(value: number): string {
  return String(value).padStart(2, '0');
}`,
  },
  monthNames: {
    source: `const monthNames = [\n  ${monthNames.map((name) => `'${name}'`).join(',\n  ')},\n];`,
  },
  weekdayNames: {
    source: `const weekdayNames = [${weekdayNames.map((name) => `'${name}'`).join(', ')}];`,
  },
  dayNumber: {
    source: `/** Days since 1970-01-01. */
function dayNumber(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}`,
  },
  isoWeek: {
    needs: ['dayNumber'],
    source: `/** ISO 8601: weeks start on Monday, and the first one has the year's first Thursday. */
function isoWeek(year: number, dayOfYear: number, weekday: number): number {
  const week = Math.floor((dayOfYear - ((weekday + 6) % 7) + 9) / 7);
  if (week < 1) return weeksIn(year - 1);
  return week > weeksIn(year) ? 1 : week;
}

function weeksIn(year: number): number {
  const isThursday = (month: number, day: number) => (((dayNumber(year, month, day) + 4) % 7) + 7) % 7 === 4;
  return isThursday(1, 1) || isThursday(12, 31) ? 53 : 52;
}`,
  },
};

/** The reader of dates and times. */
export const readMomentSource = `interface Moment {
  year?: number;
  month?: number;
  day?: number;
  hour?: number;
  minute?: number;
  second?: number;
}

const datePatterns = [
${dateSources.map((source) => `  /${source}/g,`).join('\n')}
];

const timePatterns = [
${timeSources.map((source) => `  /${source}/g,`).join('\n')}
];

type Groups = { readonly [name: string]: string | undefined };

/** The n-th date and time in a text, from 1, or from -1 backwards. */
function readMoment(text: string, order: 'dmy' | 'mdy', nth: number): Moment | undefined {
  if (text.length > 1000) return undefined;
  const date = read(datePatterns, text, nth, (groups) => dateOf(groups, order));
  const time = read(timePatterns, text, nth, timeOf);
  return date === undefined && time === undefined ? undefined : { ...date, ...time };
}

function read(
  patterns: readonly RegExp[],
  text: string,
  nth: number,
  meaning: (groups: Groups) => Moment | undefined,
): Moment | undefined {
  for (const pattern of patterns) {
    const moments = [...text.matchAll(pattern)].flatMap((match) => meaning(match.groups ?? {}) ?? []);
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
  if (minute > 59 || (second ?? 0) > 59 || (half !== undefined && hour > 12)) return undefined;
  const hours = half === undefined ? hour : (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  return { hour: hours, minute, ...(second === undefined ? {} : { second }) };
}

function optional(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

/** Two digits below 30 are of this century. */
function fullYear(text: string): number {
  const year = Number(text);
  if (text.length > 2) return year;
  return year < 30 ? 2000 + year : 1900 + year;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function dayInYear(year: number, dayOfYear: number): Moment | undefined {
  let day = dayOfYear;
  for (let month = 1; month <= 12; month++) {
    const days = daysIn(year, month);
    if (day >= 1 && day <= days) return { year, month, day };
    day -= days;
  }
  return undefined;
}`;

/** Moves and rounds times of day. */
export const timeSource = `function secondsOf({ hour, minute, second }: Moment): number | undefined {
  return hour === undefined ? undefined : hour * 3600 + (minute ?? 0) * 60 + (second ?? 0);
}

/** The time of day with other seconds since midnight; it wraps at midnight, unless it was a duration beyond a day. */
function withSeconds(moment: Moment, seconds: number): Moment {
  const day = 86400;
  const time = (secondsOf(moment) ?? 0) < day ? ((seconds % day) + day) % day : seconds;
  return { ...moment, hour: Math.floor(time / 3600), minute: Math.floor((time % 3600) / 60), second: time % 60 };
}`;

export const addTimeSource = `/** The time of day moved by seconds. */
function addTime(moment: Moment, seconds: number): Moment | undefined {
  const time = secondsOf(moment);
  return time === undefined ? undefined : withSeconds(moment, time + seconds);
}`;

export const roundTimeSource = `/** The time of day rounded to a step of seconds, counted from \`offset\` seconds after midnight. */
function roundTime(moment: Moment, step: number, offset: number, mode: 'floor' | 'ceil' | 'round'): Moment | undefined {
  const time = secondsOf(moment);
  return time === undefined ? undefined : withSeconds(moment, Math[mode]((time - offset) / step) * step + offset);
}`;
