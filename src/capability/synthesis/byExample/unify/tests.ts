import { sharedLiterals } from '../deduce/literals.ts';
import { allClasses } from '../deduce/positions.ts';
import { leavesOf } from '../deduce/sources.ts';
import { holds, text as textOf } from '../evaluate/evaluate.ts';
import type { TextExpression, Value } from '../language/expression.ts';
import { matchesOf, type Pattern } from '../language/pattern.ts';
import { constantCost, patternCost } from '../rank/cost.ts';
import type { CostedTest } from './costedTest.ts';
import { numberTests } from './numberTests.ts';

/**
 * What can be asked about inputs to tell them apart, the simplest first: what is missing, what a text has, begins and
 * ends with, how often; for two inputs whether one contains the other.
 */
export function testsFor(inputs: readonly (readonly Value[])[]): CostedTest[] {
  const columns = inputs[0]?.length ?? 0;
  const tests: CostedTest[] = [];
  for (let column = 0; column < columns; column++) {
    if (inputs.some((row) => (row[column] ?? null) === null))
      tests.push({ test: { op: 'missing', column }, cost: 0.5 });
  }
  const present = inputs.filter((row) => row.every((value) => value !== null));
  const texts = leavesOf(present).map((leaf): TextExpression => ({ op: 'input', ...leaf }));
  for (const of of texts) {
    const values = present.flatMap((row) => textOf(of, row) ?? []);
    tests.push(...testsOf(of, values));
    tests.push(...ownShape(of));
    for (const other of texts) if (other !== of) tests.push(...compared(of, other));
  }
  tests.push(...numberTests(present));
  const told = new Set<string>();
  return tests
    .toSorted((a, b) => a.cost - b.cost)
    .filter(({ test }) => {
      const answers = inputs.map((row) => holds(test, row) ?? '?');
      const key = answers.join();
      if (answers.every((answer) => answer === answers[0])) return false;
      // Two tests that agree on all known inputs differ elsewhere: a few of them are kept for the choice.
      const isNew = !told.has(key);
      told.add(key);
      return isNew;
    });
}

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
  yield { test: { op: 'equals', of, to: other }, cost: 1 };
  const lower = (text: TextExpression): TextExpression => ({ op: 'casing', of: text, to: 'lower' });
  yield { test: { op: 'equals', of: lower(of), to: lower(other) }, cost: 1.6 };
}

function* testsOf(of: TextExpression, values: readonly string[]): Generator<CostedTest> {
  const classes = allClasses.map((name): Pattern => ({ kind: 'class', name }));
  const literals = literalsOf(values);
  for (const pattern of [...classes, ...literals]) {
    const cost = patternCost(pattern) + withinWordsCost(pattern, values);
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
      yield { test: { op: 'startsWith', of, find: pattern.text }, cost: 0.9 + cost };
      yield { test: { op: 'endsWith', of, find: pattern.text }, cost: 0.9 + cost };
    }
  }
  for (const value of new Set(values.slice(0, 40))) {
    // A value that comes again is rather the name of a kind.
    const isKind = values.indexOf(value) !== values.lastIndexOf(value);
    const cost = isKind ? 1 + 0.05 * value.length : 1 + constantCost(value);
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

/** Letters somewhere in words tell texts apart by chance rather than by what they mean. */
function withinWordsCost(pattern: Pattern, values: readonly string[]): number {
  if (pattern.kind !== 'literal' || !/^[\p{L}\d]{1,2}$/u.test(pattern.text)) return 0;
  const within = new RegExp(`[\\p{L}\\d]${pattern.text}|${pattern.text}[\\p{L}\\d]`, 'u');
  return values.some((value) => within.test(value)) ? 1.5 : 0;
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
