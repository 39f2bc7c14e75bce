import { sharedLiterals } from '../deduce/literals.ts';
import { allClasses } from '../deduce/positions.ts';
import { isItemOfSome, type Leaf, leavesOf } from '../deduce/sources.ts';
import { holds, text as textOf } from '../evaluate/evaluate.ts';
import { isRecord, valueAt } from '../evaluate/value.ts';
import type { NumberExpression, Test, TextExpression, Value } from '../language/expression.ts';
import { matchesOf, type Pattern } from '../language/pattern.ts';
import { constantCost, patternCost } from '../rank/cost.ts';
import type { CostedTest } from './costedTest.ts';
import { numberTests } from './numberTests.ts';

/**
 * What can be asked about inputs to tell them apart, the simplest first: what is missing, yes or no, how numbers compare,
 * what a text has, begins and ends with, how often; for two texts whether one contains the other.
 * @param others tests that agree on the inputs are told apart by them
 */
export function testsFor(
  inputs: readonly (readonly Value[])[],
  others: readonly (readonly Value[])[] = [],
): CostedTest[] {
  const told = new Set<string>();
  return allTestsFor(inputs).filter(({ test }) => {
    const answers = inputs.map((row) => holds(test, row) ?? '?');
    const key = [...answers, ...others.map((row) => holds(test, row) ?? '?')].join();
    if (answers.every((answer) => answer === answers[0])) return false;
    // Of two tests that agree on all known inputs the simpler one is kept.
    const isNew = !told.has(key);
    told.add(key);
    return isNew;
  });
}

/** As {@link testsFor}, also those that agree on all known inputs. */
export function allTestsFor(inputs: readonly (readonly Value[])[]): CostedTest[] {
  const tests: CostedTest[] = [...missingTests(inputs), ...kindTests(inputs)];
  const present = inputs.filter((row) => row.every((value) => value !== null));
  // How many items there are says more than what one of them is.
  const leaves = leavesOf(present).filter(({ column, path }) => !isItemOfSome(present, column, path));
  const kinds = new Map(leaves.map((leaf) => [leaf, kindOf(leaf, present)]));
  const flags = leaves.filter((leaf) => kinds.get(leaf) === 'boolean').map((leaf): Test => ({ op: 'flag', ...leaf }));
  tests.push(...flags.map((test) => ({ test, cost: flagCost })));
  for (const [at, left] of flags.entries()) {
    for (const right of flags.slice(at + 1)) tests.push({ test: { op: 'agree', left, right }, cost: agreeCost });
  }
  const texts = leaves.filter((leaf) => kinds.get(leaf) !== 'boolean');
  for (const leaf of texts) {
    const of: TextExpression = { op: 'input', ...leaf };
    // The digits of a number are looked at where nothing else tells them apart.
    const cost = kinds.get(leaf) === 'number' ? digitsCost : 0;
    const values = present.flatMap((row) => textOf(of, row) ?? []);
    for (const one of [...testsOf(of, values), ...ownShape(of)]) tests.push({ ...one, cost: one.cost + cost });
    if (cost > 0) continue;
    for (const other of texts) {
      if (other !== leaf && kinds.get(other) !== 'number') tests.push(...compared(of, { op: 'input', ...other }));
    }
  }
  tests.push(...numberTests(present), ...keyTests(present));
  return tests.toSorted((a, b) => a.cost - b.cost);
}

const flagCost = 0.4;
const agreeCost = 1.5;
const digitsCost = 3;
const missingCost = 0.5;

/** Whether what only some of the inputs have is there. */
function* missingTests(inputs: readonly (readonly Value[])[]): Generator<CostedTest> {
  const columns = inputs[0]?.length ?? 0;
  for (let column = 0; column < columns; column++) {
    const paths = new Map(inputs.flatMap((row) => pathsOf(row[column], []).map((path) => [path.join('\0'), path])));
    for (const path of paths.values()) {
      if (inputs.some((row) => (valueAt(row[column], path) ?? null) === null)) {
        yield { test: { op: 'missing', column, path }, cost: missingCost + 0.1 * path.length };
      }
    }
  }
}

const kindCost = 0.6;

/** Of what kind an input is that is of several. */
function* kindTests(inputs: readonly (readonly Value[])[]): Generator<CostedTest> {
  for (const column of inputs[0]?.keys() ?? []) {
    for (const kind of ['string', 'number', 'boolean', 'array'] as const) {
      const test: Test = { op: 'ofKind', column, path: [], kind };
      const count = inputs.filter((row) => holds(test, row)).length;
      const others = inputs.filter((row) => !holds(test, row) && row[column] !== null).length;
      if (count > 0 && others > 0) yield { test, cost: kindCost };
    }
  }
}

/** Whether a record has the property that a text names. */
function* keyTests(inputs: readonly (readonly Value[])[]): Generator<CostedTest> {
  const [first = []] = inputs;
  for (const [column, value] of first.entries()) {
    for (const [other, name] of first.entries()) {
      if (!isRecord(value) || typeof name !== 'string') continue;
      yield { test: { op: 'hasKey', column, path: [], key: { op: 'input', column: other, path: [] } }, cost: 0.6 };
    }
  }
}

const mostPaths = 40;

/** Itself, and the places within records. */
function pathsOf(value: Value | undefined, path: readonly string[]): (readonly string[])[] {
  if (!isRecord(value)) return [path];
  return [path, ...Object.keys(value).flatMap((name) => pathsOf(value[name], [...path, name]))].slice(0, mostPaths);
}

function kindOf({ column, path }: Leaf, inputs: readonly (readonly Value[])[]): 'boolean' | 'number' | 'text' {
  const values = inputs.map((row) => valueAt(row[column], path)).filter((value) => value !== undefined);
  if (values.length > 0 && values.every((value) => typeof value === 'boolean')) return 'boolean';
  return values.length > 0 && values.every((value) => typeof value === 'number') ? 'number' : 'text';
}

/** What a text may have all of. */
const alphabets = [
  ['abcdefghijklmnopqrstuvwxyz', 1.8],
  ['aeiou', 2.2],
  ['0123456789', 2.2],
] as const;

/** Whether a text is the same in another case, or backwards. */
function* ownShape(of: TextExpression): Generator<CostedTest> {
  for (const to of ['upper', 'lower'] as const) {
    yield { test: { op: 'equals', of, to: { op: 'casing', of, to } }, cost: 2.2 };
  }
  const backwards: TextExpression = {
    op: 'join',
    of: { op: 'reversed', of: { op: 'characters', of } },
    with: '',
  };
  yield { test: { op: 'equals', of, to: backwards }, cost: 2.6 };
}

function* compared(of: TextExpression, other: TextExpression): Generator<CostedTest> {
  yield { test: { op: 'contains', of, find: other }, cost: 1 };
  yield { test: { op: 'equals', of, to: other }, cost: 0.95 };
  const [left, right] = [of, other].map((text): NumberExpression => ({ op: 'length', of: text }));
  if (left && right) yield { test: { op: 'same', left, right }, cost: 1.7 };
  const lower = (text: TextExpression): TextExpression => ({ op: 'casing', of: text, to: 'lower' });
  yield { test: { op: 'equals', of: lower(of), to: lower(other) }, cost: 1.6 };
}

function* testsOf(of: TextExpression, values: readonly string[]): Generator<CostedTest> {
  const classes = allClasses.map((name): Pattern => ({ kind: 'class', name }));
  const literals = literalsOf(values);
  for (const pattern of [...classes, ...literals]) {
    const within = withinWordsCost(pattern, values);
    const cost = patternCost(pattern) + within;
    const counts = values.map((value) => matchesOf(pattern, value).length);
    const most = Math.min(6, Math.max(0, ...counts));
    for (let times = 1; times <= most; times++) {
      yield { test: { op: 'has', of, pattern, times }, cost: 0.8 + cost + 0.5 * (times - 1) };
    }
    if (pattern.kind === 'class') {
      yield { test: { op: 'is', of, pattern }, cost: 1.3 + cost };
      yield { test: { op: 'beginsWith', of, pattern }, cost: 1.2 + cost };
      yield { test: { op: 'finishesWith', of, pattern }, cost: 1.2 + cost };
    } else if (pattern.kind === 'literal') {
      // What words begin and end with means something more often than what is within them.
      const border = 0.9 + patternCost(pattern) + Math.min(1, within);
      yield { test: { op: 'startsWith', of, find: pattern.text }, cost: border };
      yield { test: { op: 'endsWith', of, find: pattern.text }, cost: border };
    }
  }
  for (const [characters, cost] of alphabets) {
    yield { test: { op: 'hasAll', of, characters }, cost };
    yield { test: { op: 'hasAll', of: { op: 'casing', of, to: 'lower' }, characters }, cost: cost + 0.1 };
  }
  if (values.some((value) => value !== '' && value.trim() === '')) {
    yield { test: { op: 'oneOf', of: { op: 'trim', of }, values: [''] }, cost: 0.8 };
  }
  for (const value of new Set(values.slice(0, 40))) {
    // A value that comes again is rather the name of a kind.
    const isKind = values.indexOf(value) !== values.lastIndexOf(value);
    const cost = value === '' ? 0.7 : isKind ? 1 + 0.05 * value.length : 1 + constantCost(value);
    yield { test: { op: 'oneOf', of, values: [value] }, cost };
  }
  const lengths = new Set(values.map((value) => value.length));
  for (const value of [...lengths].slice(0, 12)) {
    yield {
      test: { op: 'less', left: { op: 'length', of }, right: { op: 'constant', value } },
      cost: 2.2 + 0.1 * String(value).length,
    };
  }
}

/** Whether each of the texts is one word: rather the name of a kind than something to look into. */
export function areWords(values: readonly string[]): boolean {
  return values.every((value) => /^[\p{L}\d]+(?:[-_][\p{L}\d]+)*$/u.test(value));
}

/** Letters somewhere in words tell texts apart by chance rather than by what they mean. */
function withinWordsCost(pattern: Pattern, values: readonly string[]): number {
  if (pattern.kind !== 'literal' || !/^[\p{L}\d]{1,2}$/u.test(pattern.text)) return 0;
  const within = new RegExp(`[\\p{L}\\d]${pattern.text}|${pattern.text}[\\p{L}\\d]`, 'u');
  if (!values.some((value) => within.test(value))) return 0;
  return areWords(values) ? 2.5 : 1.5;
}

/** Signs and words of any of the values. */
function literalsOf(values: readonly string[]): Pattern[] {
  const looked = values.slice(0, 60).map((value) => value.slice(0, 300));
  const signs = new Set(looked.flatMap((value) => value.match(/[^\p{L}\p{M}\d]/gu) ?? []));
  const words = new Map<string, number>();
  for (const value of looked) {
    for (const word of new Set(value.match(/[\p{L}\p{M}\d]+/gu) ?? [])) words.set(word, (words.get(word) ?? 0) + 1);
  }
  const common = [...words].toSorted((a, b) => b[1] - a[1]).slice(0, 40);
  const borders = new Set(looked.flatMap((value) => [value.slice(0, 1), value.slice(0, 2), value.slice(-1)]));
  const texts = new Set([...[...signs].slice(0, 30), ...common.map(([word]) => word), ...[...borders].slice(0, 30)]);
  const literals = [...texts].filter((text) => text !== '' && text.isWellFormed());
  return [...literals.map((text): Pattern => ({ kind: 'literal', text })), ...sharedLiterals(looked, []).slice(0, 4)];
}
