import type { DateForm } from '../language/expression.ts';
import { daysIn } from './calendar.ts';

/** A day of the calendar. */
export interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const yearMonthDay = /(?<!\d)(?<year>[1-9]\d{3})[-/.](?<month>\d{1,2})[-/.](?<day>\d{1,2})(?!\d)/g;

const dayMonthYear = /(?<!\d)(?<day>\d{1,2})[-/.](?<month>\d{1,2})[-/.](?<year>[1-9]\d{3})(?!\d)/g;

const monthDayYear = /(?<!\d)(?<month>\d{1,2})[-/.](?<day>\d{1,2})[-/.](?<year>[1-9]\d{3})(?!\d)/g;

const eightDigits = /(?<!\d)(?<year>[1-9]\d{3})(?<month>\d{2})(?<day>\d{2})(?!\d)/g;

const patterns: Readonly<Record<DateForm, RegExp>> = { yearMonthDay, dayMonthYear, monthDayYear, eightDigits };

/** The n-th date of the first form that a text has so many of: from 1, or from -1 backwards. */
export function dateOfForms(text: string, forms: readonly DateForm[], nth: number): CalendarDate | undefined {
  for (const form of forms) {
    const date = dateWritten(text, patterns[form], nth);
    if (date !== undefined) return date;
  }
  return undefined;
}

/** The n-th date of this form in a text, from 1, or from -1 backwards; undefined where there is none that exists. */
function dateWritten(text: string, form: RegExp, nth: number): CalendarDate | undefined {
  const dates = [...text.matchAll(form)].map(({ groups }) => ({
    year: Number(groups?.year),
    month: Number(groups?.month),
    day: Number(groups?.day),
  }));
  return dates.filter(isInCalendar).at(nth > 0 ? nth - 1 : nth);
}

function isInCalendar({ year, month, day }: CalendarDate): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}
