import type { Moment } from './moment.ts';
import { monthNames, weekdayNames } from './momentNames.ts';

/** A month by its name or number, or a day of the week by its name; undefined where the text as a whole is none. */
export function momentNamed(text: string, kind: 'month' | 'weekday'): Moment | undefined {
  const name = text.trim().toLowerCase().replace(/\.$/, '');
  const names = kind === 'month' ? monthNames : weekdayNames;
  const at = /^[a-z]{3,}$/.test(name) ? names.findIndex((long) => long.toLowerCase().startsWith(name)) : -1;
  if (kind === 'weekday') return at < 0 ? undefined : { weekday: at };
  if (at >= 0) return { month: at + 1 };
  return /^(?:0?[1-9]|1[0-2])$/.test(name) ? { month: Number(name) } : undefined;
}
