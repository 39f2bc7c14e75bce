import { ts } from 'ts-morph';
import { Unreadable } from './unreadable.ts';

/** Longer texts and lists are made to see how something copes, and tell nothing that shorter ones do not. */
const longest = 10_000;

/** The value of a part of an expression. */
type ValueOf = (part: ts.Expression) => unknown;
type Values = readonly unknown[];

/** Methods of texts that give the same in every place and time, and whose arguments are texts and numbers. */
const ofTexts = 'toUpperCase toLowerCase trim trimStart trimEnd slice substring charAt at concat padStart padEnd split';
/** Methods of lists that change none. */
const ofLists = 'join slice concat at flat toReversed';
const methods = { text: new Set(ofTexts.split(' ')), list: new Set(ofLists.split(' ')) };

/** What is called by a name, and gives the same in every place and time. Undefined: the arguments are not of that kind. */
const functions: Readonly<Record<string, (...given: Values) => unknown>> = {
  String: (value) => (isSimple(value) ? String(value) : undefined),
  Number: (value) => (isSimple(value) ? Number(value) : undefined),
  Array: (...given) => (given.length === 1 && isCount(given[0]) ? Array(given[0]).fill(undefined) : given),
  'Array.of': (...given) => given,
  'Array.from': (list) => (typeof list === 'string' || Array.isArray(list) ? Array.from(list) : undefined),
  'Object.keys': (value) => (isObject(value) ? Object.keys(value) : undefined),
  'Object.values': (value) => (isObject(value) ? Object.values(value) : undefined),
  'Object.entries': (value) => (isObject(value) ? Object.entries(value) : undefined),
  'Object.fromEntries': (list) => (isPairs(list) ? Object.fromEntries(list) : undefined),
  'Object.freeze': (value) => value,
  'JSON.stringify': (value, _, space) =>
    value === undefined ? undefined : JSON.stringify(value, undefined, space as string | number | undefined),
  BigInt: (value) => (Number.isSafeInteger(value) ? BigInt(value as number) : undefined),
  'Date.UTC': (year, ...rest) =>
    [year, ...rest].every((one) => typeof one === 'number')
      ? Date.UTC(year as number, ...(rest as number[]))
      : undefined,
};

/** Of a moment that is told with its time zone, or by its number. */
const ofDates = new Set(['toISOString', 'toJSON', 'getTime', 'valueOf']);
const absolute = /^\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d))?$/;

/**
 * The value of a call of a built-in function of literals, as `['a', 'b'].join('\n')`, `'x'.repeat(3)`, `Array(3).fill(0)`,
 * `new Date('2026-01-01').getTime()`. Nothing is called but what is listed here.
 * @returns undefined for any other call
 */
export function builtInCall(
  node: ts.CallExpression | ts.NewExpression,
  inner: ValueOf,
): { readonly value: unknown } | undefined {
  const { expression } = node;
  const given = () => (node.arguments ?? []).map(inner);
  if (ts.isNewExpression(node) && expression.getText() !== 'Array') return undefined;
  if (!ts.isPropertyAccessExpression(expression)) return ofName(expression.getText(), given);
  const named = ofName(expression.getText(), given);
  if (named !== undefined) return named;
  const method = expression.name.text;
  if (ofDates.has(method)) return ofDate(expression.expression, method, inner);
  if (!methods.text.has(method) && !methods.list.has(method) && !['repeat', 'fill', 'replaceAll'].includes(method))
    return undefined;
  const whole = inner(expression.expression);
  if (whole instanceof Unreadable) return { value: whole };
  const values = given();
  return unreadableIn(values) ?? ofMethod(whole, method, values);
}

function ofName(name: string, given: () => Values): { readonly value: unknown } | undefined {
  const called = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (called === undefined) return undefined;
  const values = given();
  const wrong = unreadableIn(values);
  if (wrong !== undefined) return wrong;
  const value = called(...values);
  return value === undefined ? undefined : { value };
}

function ofMethod(whole: unknown, method: string, given: Values): { readonly value: unknown } | undefined {
  if (!given.every((one) => isSimple(one) || Array.isArray(one))) return undefined;
  if (method === 'repeat')
    return typeof whole === 'string' && isCount(given[0]) && whole.length * given[0] <= longest
      ? { value: whole.repeat(given[0]) }
      : undefined;
  if (method === 'fill')
    return Array.isArray(whole) && given.length === 1 ? { value: whole.map(() => given[0]) } : undefined;
  if (method === 'replaceAll')
    return typeof whole === 'string' && given.length === 2 && given.every((one) => typeof one === 'string')
      ? { value: whole.replaceAll(given[0] as string, () => given[1] as string) }
      : undefined;
  const kind = typeof whole === 'string' ? 'text' : Array.isArray(whole) ? 'list' : undefined;
  if (kind === undefined || !methods[kind].has(method)) return undefined;
  if (/^pad/.test(method) && !(isCount(given[0]) && given[0] <= longest)) return undefined;
  const called = (whole as unknown as Readonly<Record<string, (...given: Values) => unknown>>)[method];
  return called && { value: called.apply(whole, [...given]) };
}

function ofDate(made: ts.Expression, method: string, inner: ValueOf): { readonly value: unknown } | undefined {
  if (!ts.isNewExpression(made) || made.expression.getText() !== 'Date' || made.arguments?.length !== 1)
    return undefined;
  const [argument] = made.arguments;
  const from = argument && inner(argument);
  const isMoment = typeof from === 'number' || (typeof from === 'string' && absolute.test(from));
  const date = isMoment ? new Date(from) : undefined;
  if (date === undefined || Number.isNaN(date.getTime())) return undefined;
  return { value: method.startsWith('to') ? date.toISOString() : date.getTime() };
}

function unreadableIn(values: Values): { readonly value: Unreadable } | undefined {
  const wrong = values.find((one) => one instanceof Unreadable);
  return wrong instanceof Unreadable ? { value: wrong } : undefined;
}

function isSimple(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean', 'bigint'].includes(typeof value);
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= longest;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isPairs(value: unknown): value is readonly (readonly [string, unknown])[] {
  return Array.isArray(value) && value.every((pair) => Array.isArray(pair) && typeof pair[0] === 'string');
}
