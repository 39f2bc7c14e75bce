import { charactersOf } from '../language/characters.ts';
import type {
  ListExpression,
  MomentExpression,
  NumberExpression,
  Program,
  Test,
  TextExpression,
  Value,
} from '../language/expression.ts';
import { matchesOf, type Pattern, regexOf } from '../language/pattern.ts';
import { withCasing } from './casing.ts';
import { changedList } from './list.ts';
import { addTime, type Moment, readMoment, roundTime } from './moment.ts';
import { partOf } from './momentPart.ts';
import { formatNumber, parseNumber, roundTo, shiftPoint, tidy } from './number.ts';
import { rangeOf } from './position.ts';
import { valueAt } from './value.ts';

type Inputs = readonly Value[];

/** What the program gives for the inputs; undefined where it declines. Nothing is thrown, whatever the inputs are. */
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
    case 'mapped': {
      const items = valueAt(inputs[program.column], program.path);
      if (!Array.isArray(items)) return undefined;
      const results = items.map((item: Value) => run(program.each, [item]));
      return allOf(results);
    }
    case 'record': {
      const values = allOf(program.fields.map(([, field]) => run(field, inputs)));
      return values === undefined
        ? undefined
        : Object.fromEntries(program.fields.map(([name], at) => [name, values[at] ?? null]));
    }
  }
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
      return value === undefined ? undefined : formatNumber(value, expression.as);
    }
    case 'moment': {
      const value = moment(expression.of, inputs);
      return value === undefined ? undefined : partOf(value, expression.part);
    }
    case 'if': {
      const test = holds(expression.test, inputs);
      return test === undefined ? undefined : text(test ? expression.yes : expression.no, inputs);
    }
    case 'decline':
      return undefined;
    default: {
      const of = text(expression.of, inputs);
      return of === undefined ? undefined : changed(expression, of);
    }
  }
}

type Change = Extract<
  TextExpression,
  { op: 'slice' | 'casing' | 'trim' | 'squeeze' | 'replace' | 'strip' | 'ensure' | 'pad' | 'shiftPoint' | 'lookup' }
>;

/** What a text becomes by one change. */
function changed(change: Change, of: string): string | undefined {
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
      return replaced(of, change.find, change.with);
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

function replaced(of: string, find: Pattern, by: string): string {
  return find.kind === 'literal' ? of.replaceAll(find.text, () => by) : of.replace(regexOf(find), () => by);
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
    case 'length': {
      const of = text(expression.of, inputs);
      return of === undefined ? undefined : charactersOf(of).length;
    }
    case 'size':
      return list(expression.of, inputs)?.length;
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
      return of === undefined ? undefined : roundTo(of, expression.step, expression.mode);
    }
    case 'arithmetic': {
      const [left, right] = [number(expression.left, inputs), number(expression.right, inputs)];
      if (left === undefined || right === undefined) return undefined;
      const result = calculate(expression.by, left, right);
      return Number.isFinite(result) ? tidy(result) : undefined;
    }
  }
}

function calculate(by: '+' | '-' | '*' | '/', left: number, right: number): number {
  if (by === '+') return left + right;
  if (by === '-') return left - right;
  return by === '*' ? left * right : left / right;
}

/** The items that an expression gives; undefined where it has none. */
export function list(expression: ListExpression, inputs: Inputs): readonly string[] | undefined {
  if (expression.op === 'split' || expression.op === 'matches' || expression.op === 'characters') {
    const of = text(expression.of, inputs);
    if (of === undefined) return undefined;
    if (expression.op === 'characters') return charactersOf(of);
    if (expression.op === 'split') return of.split(expression.by);
    return matchesOf(expression.pattern, of).map(({ start, end }) => of.slice(start, end));
  }
  const items = list(expression.of, inputs);
  return items === undefined ? undefined : changedList(expression, items);
}

/** The moment that an expression gives; undefined where it has none. */
export function moment(expression: MomentExpression, inputs: Inputs): Moment | undefined {
  if (expression.op === 'readMoment') {
    const of = text(expression.of, inputs);
    return of === undefined ? undefined : readMoment(of, expression.order, expression.nth);
  }
  const of = moment(expression.of, inputs);
  if (of === undefined) return undefined;
  if (expression.op === 'addTime') return addTime(of, expression.seconds);
  return roundTime(of, expression.step, expression.offset, expression.mode);
}

/** Whether the test holds; undefined where it cannot be told, since a part of it has no value. */
export function holds(test: Test, inputs: Inputs): boolean | undefined {
  switch (test.op) {
    case 'missing':
      return (inputs[test.column] ?? null) === null;
    case 'not': {
      const result = holds(test.of, inputs);
      return result === undefined ? undefined : !result;
    }
    case 'answers':
      return text(test.of, inputs) !== undefined;
    case 'less': {
      const [left, right] = [number(test.left, inputs), number(test.right, inputs)];
      return left === undefined || right === undefined ? undefined : left < right;
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

type TextTest = Extract<
  Test,
  { op: 'startsWith' | 'endsWith' | 'oneOf' | 'has' | 'is' | 'beginsWith' | 'finishesWith' }
>;

function isTrueOf(test: TextTest, of: string): boolean {
  switch (test.op) {
    case 'startsWith':
      return of.startsWith(test.find);
    case 'endsWith':
      return of.endsWith(test.find);
    case 'oneOf':
      return test.values.includes(of);
    case 'has':
      return matchesOf(test.pattern, of).length >= test.times;
    case 'is': {
      const [match] = matchesOf(test.pattern, of);
      return match !== undefined && match.start === 0 && match.end === of.length;
    }
    case 'beginsWith':
      return matchesOf(test.pattern, of)[0]?.start === 0;
    case 'finishesWith':
      return matchesOf(test.pattern, of).at(-1)?.end === of.length;
  }
}

/** All values, or undefined when one is missing. */
function allOf<T>(values: readonly (T | undefined)[]): readonly T[] | undefined {
  const present = values.filter((value) => value !== undefined);
  return present.length === values.length ? present : undefined;
}
