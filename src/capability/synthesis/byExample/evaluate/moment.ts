import type { DayEdge, TimeUnit, UnixUnit } from '../language/expression.ts';
import { dateOfDay, dayNumber, daysIn } from './calendar.ts';

/** A date, a time, or both, without a time zone; what the text did not say is absent. */
export interface Moment {
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
  readonly hour?: number;
  readonly minute?: number;
  readonly second?: number;
  /** From 0, which is Sunday; said where there is no date that tells it. */
  readonly weekday?: number;
}

const daySeconds = 86_400;

/** The date moved by days; undefined for a moment without a whole date. */
export function addDays(moment: Moment, days: number): Moment | undefined {
  const { year, month, day } = moment;
  if (year === undefined || month === undefined || day === undefined) return undefined;
  return { ...moment, ...dateOfDay(dayNumber(year, month, day) + days) };
}

/** The first or last day of the month, the Monday of the week, or the first day of the year. */
export function edgeDay(moment: Moment, edge: DayEdge): Moment | undefined {
  const { year, month, day } = moment;
  if (year === undefined || month === undefined || day === undefined) return undefined;
  if (edge === 'monthStart') return { ...moment, day: 1 };
  if (edge === 'monthEnd') return { ...moment, day: daysIn(year, month) };
  if (edge === 'yearStart') return { ...moment, month: 1, day: 1 };
  const days = dayNumber(year, month, day);
  return { ...moment, ...dateOfDay(days - ((((days + 3) % 7) + 7) % 7)) };
}

/**
 * Days since 1970-01-01, or minutes or seconds since midnight; or what Unix counts, where a date without a time is its
 * beginning in UTC. Undefined where the moment has no date, or no time.
 */
export function timeIn(moment: Moment, unit: TimeUnit): number | undefined {
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
}

/** The date and time that a text of digits counts since 1970, in UTC; undefined where it is no such text. */
export function momentOfUnix(text: string, unit: UnixUnit): Moment | undefined {
  if (!/^-?\d{1,15}$/.test(text)) return undefined;
  const seconds = Math.floor(Number(text) / (unit === 'unixSeconds' ? 1 : 1000));
  // What JavaScript can date.
  if (Math.abs(seconds) > 8_640_000_000_000) return undefined;
  const days = Math.floor(seconds / daySeconds);
  return withSeconds(dateOfDay(days), seconds - days * daySeconds);
}

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
