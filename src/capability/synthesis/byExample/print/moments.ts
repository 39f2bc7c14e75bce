import type { DateForm, MomentExpression, MomentPart } from '../language/expression.ts';
import type { Printer } from './printer.ts';

const timeParts: ReadonlySet<MomentPart> = new Set([
  ...(['hour', 'HH', 'hour12', 'hh', 'minute', 'mm', 'second', 'ss', 'AMPM', 'ampm'] as const),
]);

export function isTimePart(part: MomentPart): boolean {
  return timeParts.has(part);
}

/** A moment as TypeScript. Only what is wanted of it, and what its changes need, is read. */
export function printMoment(expression: MomentExpression, wanted: 'date' | 'time' | 'both', to: Printer): string {
  const needs = new Set<'date' | 'time'>(wanted === 'both' ? ['date', 'time'] : [wanted]);
  for (let at = expression; at.op !== 'readMoment' && at.op !== 'readName' && at.op !== 'fromUnix'; at = at.of) {
    needs.add(at.op === 'addTime' || at.op === 'roundTime' ? 'time' : 'date');
  }
  return changed(expression, needs, to);
}

function changed(expression: MomentExpression, needs: ReadonlySet<'date' | 'time'>, to: Printer): string {
  const { writer } = to;
  if (expression.op === 'readMoment') {
    const of = to.text(expression.of);
    const { order, nth, forms } = expression;
    if (forms !== undefined) return printDate(of, forms, nth, to);
    if (!needs.has('date')) return writer.require('time', `${writer.use('readTime')}(${of}, ${nth})`);
    const reader = needs.has('time') ? 'readMoment' : 'readDate';
    return writer.require(needs.has('time') ? 'moment' : 'date', `${writer.use(reader)}(${of}, '${order}', ${nth})`);
  }
  if (expression.op === 'fromUnix') {
    return writer.require('moment', `${writer.use('momentOfUnix')}(${to.text(expression.of)}, '${expression.unit}')`);
  }
  if (expression.op === 'readName') {
    const of = to.text(expression.of);
    return writer.require(expression.kind, `${writer.use('momentNamed')}(${of}, '${expression.kind}')`);
  }
  const of = changed(expression.of, needs, to);
  switch (expression.op) {
    case 'addTime':
      return writer.require('later', `${writer.use('addTime')}(${of}, ${expression.seconds})`);
    case 'addDays':
      return writer.require('later', `${writer.use('addDays')}(${of}, ${expression.days})`);
    case 'dayOf':
      return writer.require(expression.edge, `${writer.use('edgeDay')}(${of}, '${expression.edge}')`);
    case 'roundTime': {
      const { step, offset, mode } = expression;
      return writer.require('rounded', `${writer.use('roundTime')}(${of}, ${step}, ${offset}, '${mode}')`);
    }
  }
}

function printDate(of: string, forms: readonly DateForm[], nth: number, { writer }: Printer): string {
  const text = forms.length === 1 ? of : writer.declare('source', of);
  const reads = forms.map((form) => `${writer.use('dateWritten')}(${text}, ${writer.use(form)}, ${nth})`);
  return writer.require('date', reads.join(' ?? '));
}

/** A part of a date that is known to be whole; undefined for one that takes more than a word to say. */
export function printDatePart({ of, part }: { readonly of: MomentExpression; readonly part: MomentPart }, to: Printer) {
  if (of.op !== 'readMoment' || of.forms === undefined) return undefined;
  const write = dateParts.get(part);
  return write?.(to.moment(of, 'date'));
}

const dateParts = new Map<MomentPart, (date: string) => string>([
  ['year', (date) => `String(${date}.year)`],
  ['month', (date) => `String(${date}.month)`],
  ['MM', (date) => `String(${date}.month).padStart(2, '0')`],
  ['day', (date) => `String(${date}.day)`],
  ['DD', (date) => `String(${date}.day).padStart(2, '0')`],
]);
