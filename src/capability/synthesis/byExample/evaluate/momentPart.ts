import type { MomentPart } from '../language/expression.ts';
import { dayNumber, isoWeek } from './calendar.ts';
import type { Moment } from './moment.ts';
import { monthNames, weekdayNames } from './momentNames.ts';

/** How each part of a moment is written; undefined where the moment does not have it. */
export const momentParts: Readonly<Record<MomentPart, (moment: Moment) => string | undefined>> = {
  year: yearOf,
  yy: shortYearOf,
  month: monthOf,
  MM: twoDigitMonthOf,
  monthName: monthNameOf,
  monthShort: shortMonthNameOf,
  day: dayOf,
  DD: twoDigitDayOf,
  weekday: weekdayOf,
  weekdayShort: shortWeekdayOf,
  quarter: quarterOf,
  week: weekOf,
  WW: twoDigitWeekOf,
  dayOfYear: dayOfYearOf,
  DDD: paddedDayOfYearOf,
  hour: hourOf,
  HH: twoDigitHourOf,
  hour12: clockHourOf,
  hh: twoDigitClockHourOf,
  minute: minuteOf,
  mm: twoDigitMinuteOf,
  second: secondOf,
  ss: twoDigitSecondOf,
  AMPM: halfOfDayOf,
  ampm: lowerHalfOfDayOf,
};

function yearOf({ year }: Moment): string | undefined {
  return year === undefined ? undefined : String(year);
}

function shortYearOf({ year }: Moment): string | undefined {
  return year === undefined ? undefined : two(year % 100);
}

function monthOf({ month }: Moment): string | undefined {
  return month === undefined ? undefined : String(month);
}

function twoDigitMonthOf({ month }: Moment): string | undefined {
  return month === undefined ? undefined : two(month);
}

function monthNameOf({ month }: Moment): string | undefined {
  return month === undefined ? undefined : monthNames[month - 1];
}

function shortMonthNameOf({ month }: Moment): string | undefined {
  return month === undefined ? undefined : monthNames[month - 1]?.slice(0, 3);
}

function quarterOf({ month }: Moment): string | undefined {
  return month === undefined ? undefined : String(Math.ceil(month / 3));
}

function dayOf({ day }: Moment): string | undefined {
  return day === undefined ? undefined : String(day);
}

function twoDigitDayOf({ day }: Moment): string | undefined {
  return day === undefined ? undefined : two(day);
}

function weekdayOf(moment: Moment): string | undefined {
  const day = weekdayNumber(moment);
  return day === undefined ? undefined : weekdayNames[day];
}

function shortWeekdayOf(moment: Moment): string | undefined {
  return weekdayOf(moment)?.slice(0, 3);
}

function dayOfYearOf(moment: Moment): string | undefined {
  const day = dayWithinYear(moment);
  return day === undefined ? undefined : String(day);
}

function paddedDayOfYearOf(moment: Moment): string | undefined {
  return dayOfYearOf(moment)?.padStart(3, '0');
}

function weekOf(moment: Moment): string | undefined {
  const day = dayWithinYear(moment);
  const weekday = weekdayNumber(moment);
  if (moment.year === undefined || day === undefined || weekday === undefined) return undefined;
  return String(isoWeek(moment.year, day, weekday));
}

function twoDigitWeekOf(moment: Moment): string | undefined {
  return weekOf(moment)?.padStart(2, '0');
}

/** From 0, which is Sunday. */
function weekdayNumber({ year, month, day, weekday }: Moment): number | undefined {
  if (year === undefined || month === undefined || day === undefined) return weekday;
  return (((dayNumber(year, month, day) + 4) % 7) + 7) % 7;
}

/** From 1. */
function dayWithinYear({ year, month, day }: Moment): number | undefined {
  if (year === undefined || month === undefined || day === undefined) return undefined;
  return dayNumber(year, month, day) - dayNumber(year, 1, 1) + 1;
}

function hourOf({ hour }: Moment): string | undefined {
  return hour === undefined ? undefined : String(hour);
}

function twoDigitHourOf({ hour }: Moment): string | undefined {
  return hour === undefined ? undefined : two(hour);
}

function clockHourOf({ hour }: Moment): string | undefined {
  return hour === undefined ? undefined : String(hour % 12 === 0 ? 12 : hour % 12);
}

function twoDigitClockHourOf(moment: Moment): string | undefined {
  return clockHourOf(moment)?.padStart(2, '0');
}

function minuteOf({ hour, minute }: Moment): string | undefined {
  return hour === undefined ? undefined : String(minute ?? 0);
}

function twoDigitMinuteOf(moment: Moment): string | undefined {
  return minuteOf(moment)?.padStart(2, '0');
}

function secondOf({ hour, second }: Moment): string | undefined {
  return hour === undefined || second === undefined ? undefined : String(second);
}

function twoDigitSecondOf(moment: Moment): string | undefined {
  return secondOf(moment)?.padStart(2, '0');
}

function halfOfDayOf({ hour }: Moment): string | undefined {
  if (hour === undefined) return undefined;
  return hour % 24 < 12 ? 'AM' : 'PM';
}

function lowerHalfOfDayOf(moment: Moment): string | undefined {
  return halfOfDayOf(moment)?.toLowerCase();
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
