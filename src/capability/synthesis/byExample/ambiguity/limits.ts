import type { SynthesisExample } from '../../generator.ts';
import { holds, number as numberOf, run } from '../evaluate/evaluate.ts';
import { isRecord, sameValue, valueAt } from '../evaluate/value.ts';
import { charactersOf } from '../language/characters.ts';
import type { NumberExpression, Place, Program, Test, Value } from '../language/expression.ts';
import { usualBetween } from './usual.ts';

/** A limit that lies somewhere between two examples. */
export interface OpenLimit {
  /** An input between them, whose output would tell most. */
  readonly input: readonly Value[];
  /** The nearest examples on both sides. */
  readonly below: SynthesisExample;
  readonly above: SynthesisExample;
  /** The program with a limit that the input is on the other side of. */
  readonly otherwise: Program;
}

type Less = Extract<Test, { op: 'less' }> & { readonly right: Extract<NumberExpression, { op: 'constant' }> };

/**
 * The limits of a program for numbers, lengths and counts that its examples do not tell exactly. With 17 → no and 40 →
 * yes, 18 may be either.
 */
export function openLimitsOf(program: Program, examples: readonly SynthesisExample[]): OpenLimit[] {
  return [...limitsIn(program, examples)].flatMap(({ test, rows, changed }) => openLimit(test, rows, changed) ?? []);
}

interface Limit {
  readonly test: Less;
  /** The examples that come to it. */
  readonly rows: readonly SynthesisExample[];
  readonly changed: (by: Test) => Program;
}

function* limitsIn(program: Program, rows: readonly SynthesisExample[]): Generator<Limit> {
  if (program.gives === 'boolean') {
    for (const { test, changed } of limitsOf(program.body)) {
      yield { test, rows, changed: (by) => ({ ...program, body: changed(by) }) };
    }
  }
  if (program.gives !== 'choice') return;
  // What ends with an error is told apart from the rest by what it is given.
  if (program.yes.gives !== 'error') {
    for (const { test, changed } of limitsOf(program.test)) {
      yield { test, rows, changed: (by) => ({ ...program, test: changed(by) }) };
    }
  }
  for (const side of ['yes', 'no'] as const) {
    const own = rows.filter(({ input }) => holds(program.test, input) === (side === 'yes'));
    for (const { changed, ...limit } of limitsIn(program[side], own)) {
      yield { ...limit, changed: (by) => ({ ...program, [side]: changed(by) }) };
    }
  }
}

function* limitsOf(test: Test): Generator<{ readonly test: Less; readonly changed: (by: Test) => Test }> {
  if (isLimit(test)) yield { test, changed: (by) => by };
  else if (test.op === 'not') {
    for (const { changed, ...limit } of limitsOf(test.of)) {
      yield { ...limit, changed: (by) => ({ ...test, of: changed(by) }) };
    }
  } else if (test.op === 'and' || test.op === 'or') {
    for (const side of ['left', 'right'] as const) {
      for (const { changed, ...limit } of limitsOf(test[side])) {
        yield { ...limit, changed: (by) => ({ ...test, [side]: changed(by) }) };
      }
    }
  }
}

function isLimit(test: Test): test is Less {
  return test.op === 'less' && test.right.op === 'constant';
}

function openLimit({ left, right }: Less, rows: readonly SynthesisExample[], changed: (by: Test) => Program) {
  const known = rows.flatMap((example) => {
    const value = numberOf(left, example.input);
    return value === undefined ? [] : [{ example, value }];
  });
  const sorted = known.toSorted((a, b) => a.value - b.value);
  const below = sorted.findLast(({ value }) => value < right.value);
  const above = sorted.find(({ value }) => value >= right.value);
  if (below === undefined || above === undefined) return undefined;
  const isWhole = known.every(({ value }) => Number.isInteger(value));
  const value = usualBetween(below.value, above.value, isWhole);
  if (value === undefined) return undefined;
  const [made] = [above, below].flatMap(({ example }) => inputWith(example.input, left, value) ?? []);
  const input = made?.row;
  const limit = value < right.value ? value : isWhole ? value + 1 : above.value;
  const otherwise = changed({ op: 'less', left, right: { op: 'constant', value: limit } });
  if (input === undefined || rows.some(({ input: one, output }) => !sameValue(run(otherwise, one) ?? null, output)))
    return undefined;
  return { input, below: below.example, above: above.example, otherwise };
}

/** An input like one that is known, of which a number is another one; undefined where there can be none. */
function inputWith(
  input: readonly Value[],
  of: NumberExpression,
  value: number,
): { row: readonly Value[] } | undefined {
  const place = placeOf(of);
  if (place === undefined) return undefined;
  const before = valueAt(input[place.column], place.path);
  const after = valueWith(before, of, value);
  if (after === undefined) return undefined;
  const row = input.map((one, at) => (at === place.column ? replaced(one, place.path, after) : one));
  return numberOf(of, row) === value ? { row } : undefined;
}

/** The place of the one value that a number is about. */
function placeOf(of: NumberExpression): Place | undefined {
  switch (of.op) {
    case 'numberInput':
      return of;
    case 'length':
    case 'parse':
      return of.of.op === 'input' ? of.of : undefined;
    case 'fold':
      return of.by === 'count' && of.of.op === 'arrayInput' ? of.of : undefined;
    default:
      return undefined;
  }
}

function valueWith(before: Value | undefined, { op }: NumberExpression, value: number): Value | undefined {
  if (op === 'numberInput') return value;
  if (op === 'parse') return typeof before === 'string' ? before.replace(/\d[\d,.]*/, String(value)) : undefined;
  if (op === 'length') {
    const characters = typeof before === 'string' ? charactersOf(before) : [];
    return characters.length >= value ? characters.slice(0, value).join('').trim() : undefined;
  }
  return Array.isArray(before) && before.length >= value ? before.slice(0, value) : undefined;
}

function replaced(of: Value, [name, ...path]: readonly string[], by: Value): Value {
  if (name === undefined) return by;
  return isRecord(of) ? { ...of, [name]: replaced(of[name] ?? null, path, by) } : of;
}
