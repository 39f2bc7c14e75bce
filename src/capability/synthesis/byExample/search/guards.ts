import type { ExpectedFailure, SynthesisExample } from '../../generator.ts';
import type { Meter } from '../deduce/concat.ts';
import { holds, run } from '../evaluate/evaluate.ts';
import { sameValue } from '../evaluate/value.ts';
import type { ErrorKind, NumberExpression, Program, Test, TextExpression, Value } from '../language/expression.ts';
import type { CostedTest } from '../unify/costedTest.ts';
import { formulaFor, negated } from '../unify/formulas.ts';
import { allTestsFor, areWords } from '../unify/tests.ts';
import { uniformPrograms } from './programs.ts';

/** An error, and the inputs that end with it. */
export interface Guard {
  readonly test: Test;
  readonly kind: ErrorKind;
  readonly message: TextExpression;
  readonly covers: readonly ExpectedFailure[];
  /** Whether nothing but a single input, which has nothing special about it, speaks for the condition. */
  readonly isDoubtful: boolean;
}

interface Known {
  readonly examples: readonly SynthesisExample[];
  readonly others: readonly (readonly Value[])[];
  readonly parameters: readonly string[];
}

/** Conditions that cost more would rather repeat the inputs than say what is wrong with them. */
const dearest = 5;
const strayCost = 2;
const uncoveredCost = 3;
const mostRows = 200;
const mostWords = 12;
const unnamedCost = 1.5;
const oneNumberCost = 1;
const otherKindCost = 0.2;

/**
 * Conditions for the errors that are expected, each the smallest that holds for some of their inputs and for none that has
 * an answer, in the order in which they are to be asked: separate and conquer, as rules are learned (Fürnkranz,
 * "Separate-and-Conquer Rule Learning", 1999). What no condition tells apart is left out.
 */
export function guardsFor(failures: readonly ExpectedFailure[], known: Known, meter: Meter): Guard[] {
  const { examples } = known;
  const count = examples[0]?.input.length;
  const fine = examples.map(({ input }) => input);
  let left = failures.filter(
    ({ input }) => input.length === count && !fine.some((other) => sameValue([...other], [...input])),
  );
  const guards: Guard[] = [];
  while (left.length > 0 && left.length + fine.length <= mostRows && meter.spend(50)) {
    const [best] = groupsOf(left, meter)
      .flatMap((group) => [...conditionsFor(group, left, known, meter)])
      .toSorted((a, b) => a.score - b.score);
    if (best === undefined) break;
    guards.push(best.guard);
    left = left.filter((one) => !best.guard.covers.includes(one));
  }
  return guards;
}

/** The program behind its guards. */
export function guarded(program: Program, guards: readonly Guard[]): Program {
  return guards.reduceRight<Program>(
    (no, { test, kind, message }) => ({ gives: 'choice', test, yes: { gives: 'error', kind, message }, no }),
    program,
  );
}

/** The guards that a program needs: an input that it has no answer for anyway may need none. */
export function neededFor(program: Program, guards: readonly Guard[]): Guard[] {
  return guards.filter(({ covers }) => !covers.every((one) => one.unanswered && run(program, one.input) === undefined));
}

/** Inputs that are to end with one error; what may be any error is in each of them. */
interface Group {
  readonly kind: ErrorKind;
  /** Absent where any will do. */
  readonly message?: TextExpression;
  readonly members: readonly ExpectedFailure[];
}

function groupsOf(failures: readonly ExpectedFailure[], meter: Meter): Group[] {
  const groups: Group[] = [];
  for (const kind of new Set(failures.map((one) => one.kind ?? 'Error'))) {
    const own = failures.filter((one) => (one.kind ?? 'Error') === kind);
    const told = own.filter(({ message }) => message !== undefined);
    const messages = new Set(told.map(({ message = '' }) => message));
    const made = messages.size > 1 ? messageFor(told, meter) : undefined;
    if (made !== undefined) groups.push({ kind, message: made, members: told });
    else
      for (const value of messages) {
        const members = told.filter(({ message }) => message === value);
        groups.push({ kind, message: { op: 'literal', value }, members });
      }
    const untold = own.filter(({ message }) => message === undefined);
    if (untold.length > 0) groups.push({ kind, members: untold });
  }
  return groups;
}

/** One text for several messages, made of the inputs: `${name} is unknown`. */
function messageFor(told: readonly ExpectedFailure[], meter: Meter): TextExpression | undefined {
  const examples = told.map(({ input, message = '' }) => ({ input, output: message }));
  for (const { program } of uniformPrograms({ examples, others: [] }, meter)) {
    if (program.gives === 'text' && program.body.op === 'concat') return program.body;
  }
  return undefined;
}

function* conditionsFor(
  group: Group,
  left: readonly ExpectedFailure[],
  { examples, others, parameters }: Known,
  meter: Meter,
): Generator<{ readonly guard: Guard; readonly score: number }> {
  const { members, kind } = group;
  const isWild = (one: ExpectedFailure) => one.message === undefined && (one.kind ?? kind) === kind;
  const rows = [...left.map(({ input }) => input), ...examples.map(({ input }) => input)];
  const labels = rows.map((_, row) => members.includes(left[row] as ExpectedFailure));
  const free = new Set(left.flatMap((one, row) => (isWild(one) && !members.includes(one) ? [row] : [])));
  const decided = allTestsFor(rows).flatMap((one) => {
    const answers = rows.map((row) => holds(one.test, row));
    return answers.includes(undefined) ? [] : [{ ...one, answers: answers as boolean[] }];
  });
  const single = decided.flatMap(({ answers, ...one }) => [
    { ...one, answers },
    { ...negated(one), answers: answers.map((answer) => !answer) },
  ]);
  const fits = single.filter(({ answers }) =>
    answers.every((answer, row) => !answer || labels[row] === true || free.has(row)),
  );
  const isWhole = ({ answers }: { readonly answers: readonly boolean[] }) =>
    labels.every((label, row) => !label || answers[row] === true);
  const joined = fits.some(isWhole) ? undefined : formulaFor(decided, labels, meter);
  const all = [
    ...fits,
    ...listed(group, rows, labels),
    ...(joined === undefined ? [] : [{ ...joined, answers: labels }]),
  ];
  for (const one of all) {
    const covers = left.filter((_, row) => one.answers[row] === true);
    const caught = members.filter((member) => covers.includes(member));
    if (caught.length === 0 || one.cost > dearest) continue;
    const test = withKnownLimits(one.test, rows);
    const stray = others.filter((input) => holds(test, input) === true).length / Math.max(1, others.length);
    const missed = uncoveredCost * (members.length - caught.length);
    const score = one.cost + strayCost * stray + missed + unlikeliness(test, group, parameters);
    const message = group.message ?? { op: 'literal', value: plainMessage(test, parameters) };
    const isDoubtful = covers.length === 1 && test.op === one.test.op && !isPlain(test);
    yield { guard: { test, kind, message, covers, isDoubtful }, score };
  }
}

/** What one input alone can speak for: that it is empty, that it is not there, on which side of zero it is. */
function isPlain(test: Test): boolean {
  switch (test.op) {
    case 'missing':
    case 'ofKind':
    case 'whole':
      return true;
    case 'not':
      return isPlain(test.of);
    case 'oneOf':
      return test.values.join('') === '';
    case 'same':
    case 'less':
      return test.right.op !== 'constant' || test.right.value === 0;
    default:
      return false;
  }
}

/** What is none of the words that have an answer. */
function* listed(
  { members, message }: Group,
  rows: readonly (readonly Value[])[],
  labels: readonly boolean[],
): Generator<CostedTest & { readonly answers: readonly boolean[] }> {
  for (const column of members[0]?.input.keys() ?? []) {
    const known = new Set(rows.flatMap((row, at) => (labels[at] ? [] : [row[column]])));
    const words = [...known].filter((value) => typeof value === 'string');
    if (words.length < known.size || words.length < 2 || words.length > mostWords || !areWords(words)) continue;
    const listed: Test = { op: 'oneOf', of: { op: 'input', column, path: [] }, values: words };
    const answers = rows.map((row) => holds(listed, row) === false);
    if (answers.every((answer, at) => answer === labels[at])) {
      yield {
        test: { op: 'not', of: listed },
        cost: (message?.op === 'concat' ? 1 : 2.5) + 0.1 * words.length,
        answers,
      };
    }
  }
}

/** A condition about what the message names is likelier meant; one number is seldom wrong where others are right. */
function unlikeliness(test: Test, { message }: Group, parameters: readonly string[]): number {
  const columns = columnsOf(test);
  const told = message === undefined ? [] : columnsOf(message);
  const words = message?.op === 'literal' ? message.value.toLowerCase().split(/[^\p{L}\d_$]+/u) : [];
  const constant = test.op === 'same' && test.right.op === 'constant' ? test.right.value : undefined;
  const isNamed =
    columns.some((at) => told.includes(at) || words.includes((parameters[at] ?? '').toLowerCase())) ||
    (constant === 0 && words.includes('zero'));
  const isOneNumber = constant !== undefined && constant !== 0;
  return (isNamed ? 0 : unnamedCost) + (isOneNumber ? oneNumberCost : 0) + (test.op === 'ofKind' ? otherKindCost : 0);
}

/** The inputs that something looks at. */
function columnsOf(of: Test | TextExpression): number[] {
  const columns = JSON.stringify(of).matchAll(/"column":(\d+)/g);
  return [...new Set([...columns].map(([, column]) => Number(column)))];
}

/** Where nobody says what the error has to tell: what is not valid. */
function plainMessage(test: Test, parameters: readonly string[]): string {
  const columns = columnsOf(test);
  const [only = 0] = columns;
  return columns.length === 1 ? `${parameters[only] ?? 'input'} is not valid` : 'The input is not valid';
}

/** `n > 64` for `n >= 65` where 64 is known to be fine: what is allowed is named, and not what comes after it. */
function withKnownLimits(test: Test, rows: readonly (readonly Value[])[]): Test {
  if (test.op === 'and' || test.op === 'or') {
    return { ...test, left: withKnownLimits(test.left, rows), right: withKnownLimits(test.right, rows) };
  }
  if (test.op !== 'not' || test.of.op !== 'less' || test.of.right.op !== 'constant') return test;
  const { left, right } = test.of;
  const limit: NumberExpression = { op: 'constant', value: right.value - 1 };
  const other: Test = { op: 'less', left: limit, right: left };
  const isNext = rows.some((row) => holds({ op: 'same', left, right: limit }, row) === true);
  return isNext && rows.every((row) => holds(other, row) === holds(test, row)) ? other : test;
}

/** What is doubtful about a guard, in a sentence. */
export function doubtOf({ covers: [first], isDoubtful }: Guard): string | undefined {
  if (!isDoubtful || first === undefined) return undefined;
  const given = first.input.map((value) => JSON.stringify(value)).join(', ');
  const error = first.message === undefined ? 'an error' : `the error “${first.message}”`;
  return `Which inputs end with ${error} rests on one of them: (${given}).`;
}
