import type { Evaluator } from './evaluation.ts';
import { returned } from './functions.ts';
import {
  constant,
  type Data,
  fromData,
  joinedList,
  list,
  toData,
  union,
  unknown,
  type Value,
  type Values,
} from './value.ts';

const pureText = new Set(
  `at charAt charCodeAt codePointAt concat slice substring substr split replace replaceAll toLowerCase toUpperCase trim
  trimStart trimEnd repeat padStart padEnd normalize toString valueOf indexOf lastIndexOf includes startsWith endsWith`.split(
    /\s+/,
  ),
);
const pureList = new Set(
  'join slice concat at indexOf includes flat toString toReversed with toSorted toSpliced'.split(' '),
);
const pureNumber = new Set('toString toFixed valueOf toPrecision'.split(' '));

/** Functions of the language that only compute, by their path. */
const pureFunctions: Readonly<Record<string, (...args: never[]) => unknown>> = {
  String,
  Number,
  Boolean,
  parseInt: Number.parseInt,
  parseFloat: Number.parseFloat,
  'Number.parseInt': Number.parseInt,
  'String.fromCharCode': String.fromCharCode,
  'String.fromCodePoint': String.fromCodePoint,
  atob,
  btoa,
  decodeURIComponent,
  encodeURIComponent,
  decodeURI,
  unescape,
  escape,
  'JSON.parse': JSON.parse as never,
  'JSON.stringify': JSON.stringify as never,
  'Array.from': Array.from as never,
  'Array.of': Array.of as never,
  'Object.keys': Object.keys,
  'Object.values': Object.values,
  'Math.floor': Math.floor,
  'Math.abs': Math.abs,
} as never;

/** What a function of the language answers, where all of its arguments are known. */
export function foldBuiltin(path: string, args: readonly Values[], evaluator: Evaluator): Values {
  if (path === 'Array.from' && args.length === 2) {
    const items = foldBuiltin(path, args.slice(0, 1), evaluator)[0];
    return items === undefined ? unknown : foldMethod(items, 'map', args.slice(1), evaluator);
  }
  const pure = Object.hasOwn(pureFunctions, path) ? pureFunctions[path] : undefined;
  if (pure === undefined || (path === 'JSON.stringify' && args.length > 1)) return unknown;
  return union(
    ...choices(args, evaluator).map((given) =>
      attempt(() => (path === 'Array.from' ? listed(given[0]) : (pure as (...all: unknown[]) => unknown)(...given))),
    ),
  );
}

/** What a method of a text, a number or a list answers, where all that it needs is known. */
export function foldMethod(of: Value, name: string, args: readonly Values[], evaluator: Evaluator): Values {
  if (of.kind === 'list') {
    if (name === 'reverse' || name === 'toReversed') return list(of.items.toReversed());
    if (name === 'map') return mapped(of.items, args[0] ?? unknown, evaluator);
    if (name === 'reduce') return reduced(of.items, args, evaluator);
    if (name === 'concat')
      return joinedList([
        of.items,
        ...args.flatMap((arg) => arg.map((value) => (value.kind === 'list' ? value.items : [[value]]))),
      ]);
    if (name === 'pop' || name === 'shift') return of.items.at(name === 'pop' ? -1 : 0) ?? unknown;
    if (name === 'at' || name === 'find') return union(...of.items);
  }
  const known = toData(of);
  if (known === undefined || !isPure(known.data, name)) return unknown;
  evaluator.spend(known.size);
  const { data, size } = known;
  return union(
    ...choices(args, evaluator).map((given) =>
      attempt(() => {
        if (!(costOf(name, size, given) <= mostCost)) throw new Error('It takes too long');
        return (data as Record<string, (...all: unknown[]) => unknown>)[name]?.(...given);
      }),
    ),
  );
}

/** Characters that a call may read, compare or make. */
const mostCost = 1_000_000;

/** What a method costs on a text or list of a size, in characters: what it makes, and what it compares. */
function costOf(name: string, size: number, [first, second]: readonly unknown[]): number {
  if (name === 'repeat') return size * (Number(first) || 0);
  if (name === 'padStart' || name === 'padEnd') return Number(first) || 0;
  if (!/^(replace|replaceAll|join|split|concat|indexOf|lastIndexOf|includes|endsWith|startsWith)$/.test(name))
    return size;
  const compared = size * (1 + textLength(first));
  if (name !== 'replace' && name !== 'replaceAll') return compared;
  const text = String(second);
  // `$&` and the like stand for parts of the whole text.
  return compared + size * (text.length + (text.split('$').length - 1) * size);
}

function textLength(data: unknown): number {
  return data instanceof RegExp ? data.source.length : String(data).length;
}

/** `Array.from` without a length that only an object claims to have. */
function listed(data: unknown): unknown {
  return typeof data === 'string' || Array.isArray(data) ? Array.from(data) : undefined;
}

function isPure(data: unknown, name: string): boolean {
  if (typeof data === 'string') return pureText.has(name);
  if (Array.isArray(data)) return pureList.has(name);
  return (typeof data === 'number' || typeof data === 'boolean' || typeof data === 'bigint') && pureNumber.has(name);
}

/** Each way to choose one known value an argument; none where an argument is unknown. */
function choices(args: readonly Values[], evaluator: Evaluator): unknown[][] {
  let all: unknown[][] = [[]];
  let size = 0;
  for (const arg of args) {
    const known = arg.map(argument).filter((one) => one !== undefined);
    for (const one of known) size += one.size;
    if (size > mostCost || args.length > 10_000) return [];
    evaluator.spend(all.length * known.length);
    all = all.flatMap((before) => known.map(({ data }) => [...before, data])).slice(0, 24);
  }
  evaluator.spend(size);
  return all;
}

/** A regular expression is taken where it can't take long: without any quantifier, and with one group at most. */
function argument(value: Value): Data | undefined {
  if (value.kind !== 'regex') return toData(value);
  const { text } = value.node;
  const end = text.lastIndexOf('/');
  const plain = text.slice(1, end).replaceAll(/\\./g, '');
  if (text.length > 60 || /[*+?{]|\).*\)/.test(plain)) return undefined;
  return { data: new RegExp(text.slice(1, end), text.slice(end + 1)), size: text.length };
}

function mapped(items: readonly Values[], functions: Values, evaluator: Evaluator): Values {
  if (items.length > 300) return unknown;
  return union(
    ...functions.map((made): Values => {
      if (made.kind === 'function') {
        return list(items.map((item, index) => returned(made.node, [item, constant(index)], evaluator)));
      }
      return made.kind === 'builtin' ? list(items.map((item) => foldBuiltin(made.path, [item], evaluator))) : unknown;
    }),
  );
}

function reduced(items: readonly Values[], args: readonly Values[], evaluator: Evaluator): Values {
  const [made] = args[0] ?? unknown;
  if (made?.kind !== 'function' || items.length > 300) return unknown;
  const [first, ...rest] = args[1] === undefined ? items : [args[1], ...items];
  return rest.reduce((sum, item) => returned(made.node, [sum, item], evaluator), first ?? unknown);
}

function attempt(compute: () => unknown): Values {
  try {
    return fromData(compute());
  } catch {
    return unknown;
  }
}
