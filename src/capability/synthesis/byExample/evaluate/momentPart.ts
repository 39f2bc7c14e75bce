import type { MomentPart } from '../language/expression.ts';
import { dayNumber, isoWeek } from './calendar.ts';
import { type Moment, monthNames, weekdayNames } from './moment.ts';

/** A part of the moment as text; undefined where the moment does not have it. */
export function partOf(moment: Moment, part: MomentPart): string | undefined {
  return timePart(moment, part) ?? datePart(moment, part);
}

function timePart({ hour, minute, second }: Moment, part: MomentPart): string | undefined {
  if (hour === undefined) return undefined;
  const hour12 = hour % 12 === 0 ? 12 : hour % 12;
  switch (part) {
    case 'hour':
      return String(hour);
    case 'HH':
      return two(hour);
    case 'hour12':
      return String(hour12);
    case 'hh':
      return two(hour12);
    case 'minute':
      return String(minute ?? 0);
    case 'mm':
      return two(minute ?? 0);
    case 'second':
      return second === undefined ? undefined : String(second);
    case 'ss':
      return second === undefined ? undefined : two(second);
    case 'AMPM':
      return hour % 24 < 12 ? 'AM' : 'PM';
    case 'ampm':
      return hour % 24 < 12 ? 'am' : 'pm';
    default:
      return undefined;
  }
}

function datePart({ year, month, day }: Moment, part: MomentPart): string | undefined {
  switch (part) {
    case 'year':
      return year === undefined ? undefined : String(year);
    case 'yy':
      return year === undefined ? undefined : two(year % 100);
    case 'month':
      return month === undefined ? undefined : String(month);
    case 'MM':
      return month === undefined ? undefined : two(month);
    case 'monthName':
      return month === undefined ? undefined : monthNames[month - 1];
    case 'monthShort':
      return month === undefined ? undefined : monthNames[month - 1]?.slice(0, 3);
    case 'quarter':
      return month === undefined ? undefined : String(Math.ceil(month / 3));
    case 'day':
      return day === undefined ? undefined : String(day);
    case 'DD':
      return day === undefined ? undefined : two(day);
    default:
      return year === undefined || month === undefined || day === undefined
        ? undefined
        : calendarPart(year, month, day, part);
  }
}

function calendarPart(year: number, month: number, day: number, part: MomentPart): string | undefined {
  const days = dayNumber(year, month, day);
  const dayOfYear = days - dayNumber(year, 1, 1) + 1;
  const weekday = (((days + 4) % 7) + 7) % 7;
  switch (part) {
    case 'weekday':
      return weekdayNames[weekday];
    case 'weekdayShort':
      return weekdayNames[weekday]?.slice(0, 3);
    case 'dayOfYear':
      return String(dayOfYear);
    case 'DDD':
      return String(dayOfYear).padStart(3, '0');
    case 'week':
      return String(isoWeek(year, dayOfYear, weekday));
    case 'WW':
      return two(isoWeek(year, dayOfYear, weekday));
    default:
      return undefined;
  }
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
