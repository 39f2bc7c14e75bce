import { charactersOf } from '../language/characters.ts';
import type {
  ArrayExpression,
  ErrorKind,
  ListExpression,
  MomentExpression,
  NumberExpression,
  Program,
  RecordRest,
  Test,
  TextExpression,
  Value,
} from '../language/expression.ts';
import { matchesOf } from '../language/pattern.ts';
import { changedArray, folds, plainFolds, zipped } from './array.ts';
import { changedText } from './changedText.ts';
import { dateOfForms } from './dateForms.ts';
import { changedList, chunksOf } from './list.ts';
import { addDays, addTime, edgeDay, type Moment, momentOfUnix, roundTime, timeIn } from './moment.ts';
import { momentParts } from './momentPart.ts';
import { calculated, formatNumber, parseNumber, roundTo } from './number.ts';
import { fromRomanNumeral, ordinal, romanNumeral } from './numeral.ts';
import { plainlyCalculated, plainlyRounded, plainlyWritten } from './plain.ts';
import { fromRadix, inRadix } from './radix.ts';
import { momentNamed } from './readName.ts';
import { knownMoment } from './remember.ts';
import { repeated, taken } from './take.ts';
import { isTrueOf } from './textTest.ts';
import { isRecord, isScalar, valueAt } from './value.ts';

type Inputs = readonly Value[];

/**
 * What the program gives for the inputs; undefined where it declines or is to end with an error, which {@link failureOf}
 * tells. Nothing is thrown, whatever the inputs are.
 */
export function run(program: Program, inputs: Inputs): Value | undefined {
  switch (program.gives) {
    case 'text':
      return text(program.body, inputs);
    case 'number':
      return number(program.body, inputs);
    case 'boolean':
      return holds(program.body, inputs);
    case 'list':
      return list(program.body, inputs);
    case 'array':
      return array(program.body, inputs);
    case 'value':
      return valueAt(inputs[program.column], program.path);
    case 'constant':
      return program.value;
    case 'nothing':
    case 'error':
      return undefined;
    case 'choice': {
      const test = holds(program.test, inputs);
      return test === undefined ? undefined : run(test ? program.yes : program.no, inputs);
    }
    case 'table': {
      const of = text(program.of, inputs);
      return program.entries.find(([key]) => key === of)?.[1];
    }
    default:
      return structure(program, inputs);
  }
}

/** The error that the program ends with for the inputs; undefined where it gives a value or declines. */
export function failureOf(
  program: Program,
  inputs: Inputs,
): { readonly kind: ErrorKind; readonly message: string } | undefined {
  if (program.gives === 'choice') {
    const test = holds(program.test, inputs);
    return test === undefined ? undefined : failureOf(test ? program.yes : program.no, inputs);
  }
  if (program.gives !== 'error') return undefined;
  const message = text(program.message, inputs);
  return message === undefined ? undefined : { kind: program.kind, message };
}

type Structured = Extract<
  Program,
  { gives: 'entry' | 'record' | 'merged' | 'property' | 'tuple' | 'keyed' | 'grouped' }
>;

/** A record, or a part of an array. */
function structure(program: Structured, inputs: Inputs): Value | undefined {
  switch (program.gives) {
    case 'entry':
      return valueAt(array(program.of, inputs)?.at(program.at), program.path);
    case 'record': {
      const rest = program.rest === undefined ? {} : restOf(program.rest, inputs);
      const values = allOf(program.fields.map(([, field]) => run(field, inputs)));
      if (values === undefined || rest === undefined) return undefined;
      return { ...rest, ...Object.fromEntries(program.fields.map(([name], at) => [name, values[at] ?? null])) };
    }
    case 'merged': {
      const records = allOf(program.of.map((place) => restOf({ ...place, without: [] }, inputs)));
      return records && Object.assign({}, ...records);
    }
    case 'property': {
      const key = text(program.key, inputs);
      return key === undefined ? undefined : valueAt(inputs[program.column], [...program.path, key]);
    }
    case 'tuple':
      return allOf(program.items.map((item) => run(item, inputs)));
    case 'keyed': {
      const items = array(program.of, inputs);
      const entries = items?.map((item) => [text(program.key, [item]), run(program.value, [item])] as const);
      return recordFrom(entries);
    }
    case 'grouped': {
      const items = array(program.of, inputs);
      const keys = items && allOf(items.map((item) => text(program.key, [item])));
      if (items === undefined || keys === undefined) return undefined;
      const groups = [...new Set(keys)].map((key) => [key, items.filter((_, at) => keys[at] === key)] as const);
      return recordFrom(groups.map(([key, group]) => [key, run(program.value, [group])]));
    }
  }
}

function restOf({ column, path, without }: RecordRest, inputs: Inputs): { [name: string]: Value } | undefined {
  const record = valueAt(inputs[column], path);
  if (!isRecord(record)) return undefined;
  return Object.fromEntries(Object.entries(record).filter(([name]) => !without.includes(name)));
}

function recordFrom(
  entries: readonly (readonly [string | undefined, Value | undefined])[] | undefined,
): Value | undefined {
  if (entries?.some(([key, value]) => key === undefined || value === undefined)) return undefined;
  return entries && Object.fromEntries(entries.map(([key = '', value = null]) => [key, value]));
}

/** The text that an expression gives; undefined where it has none. */
export function text(expression: TextExpression, inputs: Inputs): string | undefined {
  switch (expression.op) {
    case 'input': {
      const value = valueAt(inputs[expression.column], expression.path);
      if (typeof value === 'string') return value;
      return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
    }
    case 'literal':
      return expression.value;
    case 'concat':
      return allOf(expression.parts.map((part) => text(part, inputs)))?.join('');
    case 'item':
      return list(expression.of, inputs)?.at(expression.at);
    case 'itemAt': {
      const at = number(expression.at, inputs);
      if (at === undefined || !Number.isInteger(at) || at + expression.plus < 0) return undefined;
      return list(expression.of, inputs)?.[at + expression.plus];
    }
    case 'itemWith': {
      const part = text(expression.containing, inputs);
      return part === undefined ? undefined : list(expression.of, inputs)?.find((item) => item.includes(part));
    }
    case 'join':
      return list(expression.of, inputs)?.join(expression.with);
    case 'format': {
      const value = number(expression.of, inputs);
      if (value === undefined) return undefined;
      return expression.plain ? plainlyWritten(expression.as, value) : formatNumber(value, expression.as);
    }
    case 'inRadix': {
      const value = number(expression.of, inputs);
      return value === undefined ? undefined : inRadix(value, expression.radix, expression.digits);
    }
    case 'numeral': {
      const value = number(expression.of, inputs);
      if (value === undefined) return undefined;
      return expression.as === 'roman' ? romanNumeral(value) : ordinal(value);
    }
    case 'substitute': {
      const [of, find] = [text(expression.of, inputs), text(expression.find, inputs)];
      const by = text(expression.with, inputs);
      return of === undefined || !find || by === undefined ? undefined : of.replaceAll(find, () => by);
    }
    case 'take': {
      const [of, count] = [text(expression.of, inputs), number(expression.count, inputs)];
      return of === undefined || count === undefined ? undefined : taken(of, count, expression.from, expression.keep);
    }
    case 'repeat': {
      const [of, times] = [text(expression.of, inputs), number(expression.times, inputs)];
      return of === undefined || times === undefined ? undefined : repeated(of, times);
    }
    case 'moment': {
      const value = moment(expression.of, inputs);
      return value === undefined ? undefined : momentParts[expression.part](value);
    }
    default: {
      const of = text(expression.of, inputs);
      return of === undefined ? undefined : changedText(expression, of);
    }
  }
}

/** The number that an expression gives; undefined where it has none. */
export function number(expression: NumberExpression, inputs: Inputs): number | undefined {
  switch (expression.op) {
    case 'numberInput': {
      const value = valueAt(inputs[expression.column], expression.path);
      return typeof value === 'number' ? value : undefined;
    }
    case 'constant':
      return expression.value;
    case 'parse': {
      const of = text(expression.of, inputs);
      return of === undefined ? undefined : parseNumber(of);
    }
    case 'fromRadix': {
      const of = text(expression.of, inputs);
      return of === undefined ? undefined : fromRadix(of, expression.radix);
    }
    case 'fromRoman': {
      const of = text(expression.of, inputs);
      return of === undefined ? undefined : fromRomanNumeral(of);
    }
    case 'length': {
      const of = text(expression.of, inputs);
      return of === undefined ? undefined : charactersOf(of).length;
    }
    case 'size':
      return list(expression.of, inputs)?.length;
    case 'fold': {
      const items = array(expression.of, inputs);
      if (items === undefined) return undefined;
      if (expression.by === 'count') return items.length;
      return (expression.plain ? plainFolds : folds)[expression.by](items);
    }
    case 'time': {
      const of = moment(expression.of, inputs);
      return of === undefined ? undefined : timeIn(of, expression.unit);
    }
    case 'count': {
      const [of, find] = [text(expression.of, inputs), text(expression.find, inputs)];
      if (of === undefined || find === undefined || find === '') return undefined;
      return of.split(find).length - 1;
    }
    case 'indexOf': {
      const [of, find] = [text(expression.of, inputs), text(expression.find, inputs)];
      const nth = number(expression.nth, inputs);
      if (of === undefined || find === undefined || find === '' || nth === undefined || nth < 1) return undefined;
      return matchesOf({ kind: 'literal', text: find }, of)[nth - 1]?.start;
    }
    case 'roundTo': {
      const of = number(expression.of, inputs);
      if (of === undefined) return undefined;
      return expression.plain ? plainlyRounded(expression, of) : roundTo(of, expression.step, expression.mode);
    }
    case 'arithmetic': {
      const [left, right] = [number(expression.left, inputs), number(expression.right, inputs)];
      if (left === undefined || right === undefined) return undefined;
      return (expression.plain ? plainlyCalculated : calculated)(expression.by, left, right);
    }
  }
}

/** The items that an expression gives; undefined where it has none. */
export function list(expression: ListExpression, inputs: Inputs): readonly string[] | undefined {
  if (
    expression.op === 'split' ||
    expression.op === 'matches' ||
    expression.op === 'characters' ||
    expression.op === 'chunks'
  ) {
    const of = text(expression.of, inputs);
    if (of === undefined) return undefined;
    if (expression.op === 'chunks') return chunksOf(of, expression.size);
    if (expression.op === 'characters') return charactersOf(of);
    if (expression.op === 'split') return of.split(expression.by);
    return matchesOf(expression.pattern, of).map(({ start, end }) => of.slice(start, end));
  }
  if (expression.op === 'itemsOf') {
    const items = array(expression.of, inputs);
    return items && allOf(items.map((item) => (isScalar(item) ? String(item) : undefined)));
  }
  const items = list(expression.of, inputs);
  if (items === undefined) return undefined;
  if (expression.op === 'mapEach') return allOf(items.map((item) => text(expression.each, [item])));
  return expression.op === 'having' ? itemsFor(expression.test, items) : changedList(expression, items);
}

/** Those for which a test holds; undefined where it cannot be told of one. */
function itemsFor<Item extends Value>(test: Test, items: readonly Item[]): readonly Item[] | undefined {
  const answers = allOf(items.map((item) => holds(test, [item])));
  return answers && items.filter((_, at) => answers[at]);
}

/** The items that an expression gives, of any kind; undefined where it has none. */
export function array(expression: ArrayExpression, inputs: Inputs): readonly Value[] | undefined {
  switch (expression.op) {
    case 'arrayInput': {
      const value = valueAt(inputs[expression.column], expression.path);
      return Array.isArray(value) ? (value as readonly Value[]) : undefined;
    }
    case 'entries': {
      const value = valueAt(inputs[expression.column], expression.path);
      return isRecord(value) ? Object.entries(value).map(([name, of]) => ({ name, value: of })) : undefined;
    }
    case 'texts':
      return list(expression.of, inputs);
    case 'zipped': {
      const [left, right] = [array(expression.left, inputs), array(expression.right, inputs)];
      return left && right && zipped(left, right);
    }
  }
  const items = array(expression.of, inputs);
  if (items === undefined) return undefined;
  switch (expression.op) {
    case 'mapped':
      return allOf(items.map((item) => run(expression.each, [item])));
    case 'filtered':
      return itemsFor(expression.test, items);
    default:
      return changedArray(expression, items);
  }
}

/** The moment that an expression gives; undefined where it has none. */
export function moment(expression: MomentExpression, inputs: Inputs): Moment | undefined {
  if (expression.op === 'readMoment') {
    const of = text(expression.of, inputs);
    if (of === undefined) return undefined;
    const { forms, order, nth } = expression;
    return forms === undefined ? knownMoment(of, order, nth) : dateOfForms(of, forms, nth);
  }
  if (expression.op === 'fromUnix') {
    const of = text(expression.of, inputs);
    return of === undefined ? undefined : momentOfUnix(of, expression.unit);
  }
  if (expression.op === 'readName') {
    const of = text(expression.of, inputs);
    return of === undefined ? undefined : momentNamed(of, expression.kind);
  }
  const of = moment(expression.of, inputs);
  if (of === undefined) return undefined;
  if (expression.op === 'addTime') return addTime(of, expression.seconds);
  if (expression.op === 'addDays') return addDays(of, expression.days);
  if (expression.op === 'dayOf') return edgeDay(of, expression.edge);
  return roundTime(of, expression.step, expression.offset, expression.mode);
}

/** Whether the test holds; undefined where it cannot be told, since a part of it has no value. */
export function holds(test: Test, inputs: Inputs): boolean | undefined {
  switch (test.op) {
    case 'missing':
      return (valueAt(inputs[test.column], test.path) ?? null) === null;
    case 'ofKind': {
      const value = valueAt(inputs[test.column], test.path);
      return test.kind === 'array' ? Array.isArray(value) : typeof value === test.kind;
    }
    case 'whole': {
      const of = number(test.of, inputs);
      return of === undefined ? undefined : Number.isInteger(of);
    }
    case 'hasKey': {
      const [key, record] = [text(test.key, inputs), valueAt(inputs[test.column], test.path)];
      return key === undefined || !isRecord(record) ? undefined : Object.hasOwn(record, key);
    }
    case 'agree':
    case 'and':
    case 'or': {
      const [left, right] = [holds(test.left, inputs), holds(test.right, inputs)];
      return left === undefined || right === undefined ? undefined : connectives[test.op](left, right);
    }
    case 'every':
    case 'some': {
      const items = array(test.of, inputs);
      const answers = items && allOf(items.map((item) => holds(test.test, [item])));
      return answers?.[test.op](Boolean);
    }
    case 'not': {
      const result = holds(test.of, inputs);
      return result === undefined ? undefined : !result;
    }
    case 'flag': {
      const value = valueAt(inputs[test.column], test.path);
      return typeof value === 'boolean' ? value : undefined;
    }
    case 'answers':
      return text(test.of, inputs) !== undefined;
    case 'less':
    case 'same': {
      const [left, right] = [number(test.left, inputs), number(test.right, inputs)];
      if (left === undefined || right === undefined) return undefined;
      return test.op === 'less' ? left < right : left === right;
    }
    case 'contains': {
      const [of, find] = [text(test.of, inputs), text(test.find, inputs)];
      return of === undefined || find === undefined ? undefined : of.includes(find);
    }
    case 'equals': {
      const [of, to] = [text(test.of, inputs), text(test.to, inputs)];
      return of === undefined || to === undefined ? undefined : of === to;
    }
    default: {
      const of = text(test.of, inputs);
      return of === undefined ? undefined : isTrueOf(test, of);
    }
  }
}

const connectives: Readonly<Record<'agree' | 'and' | 'or', (left: boolean, right: boolean) => boolean>> = {
  agree: (left, right) => left === right,
  and: (left, right) => left && right,
  or: (left, right) => left || right,
};

/** All values, or undefined when one is missing. */
function allOf<T>(values: readonly (T | undefined)[]): readonly T[] | undefined {
  const present = values.filter((value) => value !== undefined);
  return present.length === values.length ? present : undefined;
}
