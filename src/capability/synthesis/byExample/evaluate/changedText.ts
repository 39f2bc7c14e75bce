import type { TextExpression } from '../language/expression.ts';
import { matchesOf, type Pattern, regexOf } from '../language/pattern.ts';
import { withCasing } from './casing.ts';
import { shiftPoint } from './number.ts';
import { rangeOf } from './position.ts';

/** A text that is made of one other text, and of nothing else that is not known. */
export type TextChange = Extract<
  TextExpression,
  { op: 'slice' | 'casing' | 'trim' | 'squeeze' | 'replace' | 'strip' | 'ensure' | 'pad' | 'shiftPoint' | 'lookup' }
>;

/** What a text becomes by one change; undefined where it has not what the change needs. */
export function changedText(change: TextChange, of: string): string | undefined {
  switch (change.op) {
    case 'slice': {
      const range = rangeOf(change.from, change.to, of);
      return range === undefined ? undefined : of.slice(...range);
    }
    case 'casing':
      return withCasing(of, change.to);
    case 'trim':
      return of.trim();
    case 'squeeze':
      return of.trim().replace(/\s+/g, ' ');
    case 'replace':
      return change.once === true
        ? firstReplaced(of, change.find, change.with)
        : replaced(of, change.find, change.with);
    case 'strip':
      if (change.side === 'start') return of.startsWith(change.affix) ? of.slice(change.affix.length) : of;
      return of.endsWith(change.affix) ? of.slice(0, of.length - change.affix.length) : of;
    case 'ensure':
      if (change.side === 'start') return of.startsWith(change.affix) ? of : change.affix + of;
      return of.endsWith(change.affix) ? of : of + change.affix;
    case 'pad':
      return change.side === 'start' ? of.padStart(change.width, change.fill) : of.padEnd(change.width, change.fill);
    case 'shiftPoint':
      return shiftPoint(of, change.digits);
    case 'lookup':
      return change.table.find(([key]) => key === of)?.[1];
  }
}

function firstReplaced(of: string, find: Pattern, by: string): string {
  const [first] = matchesOf(find, of);
  return first === undefined ? of : of.slice(0, first.start) + by + of.slice(first.end);
}

function replaced(of: string, find: Pattern, by: string): string {
  return find.kind === 'literal' ? of.replaceAll(find.text, () => by) : of.replace(regexOf(find), () => by);
}
