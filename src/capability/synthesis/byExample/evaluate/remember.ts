import type { Moment } from './moment.ts';
import { readMoment } from './readMoment.ts';

const remembered = new Map<string, Moment | null>();

/** As {@link readMoment}; a search asks for the same again and again. */
export function knownMoment(text: string, order: 'dmy' | 'mdy', nth: number): Moment | undefined {
  const key = `${order}${nth}${text}`;
  const known = remembered.get(key);
  if (known !== undefined) return known ?? undefined;
  if (remembered.size > 5000) remembered.clear();
  const moment = readMoment(text, order, nth);
  remembered.set(key, moment ?? null);
  return moment;
}
