import type { SynthesisExample } from '../../generator.ts';
import type { Meter } from '../deduce/concat.ts';
import { holds, run } from '../evaluate/evaluate.ts';
import { isScalar, sameValue } from '../evaluate/value.ts';
import type { Program } from '../language/expression.ts';
import { otherwiseTold, type Partial, type Tree, unified } from '../unify/conditions.ts';
import { testsFor } from '../unify/tests.ts';
import { programsFor } from './programs.ts';
import { byHeart, tablePrograms } from './table.ts';
import type { Solution, Task } from './task.ts';

const testsSplitBy = 10;
/** Of numbers and yes or no alone programs are soon found. */
const plainTestsSplitBy = 40;
const rowsLearnedFrom = 4;
const programsKept = 6;
const examplesCoveredByPairs = 5;
const loneCost = 3;

/** Makes every program that satisfies all examples better than one that does not. */
const unsatisfiedCost = 100;

/** What is found where there may be no single rule. */
export interface Conditional extends Solution {
  /** How many of the examples it satisfies. */
  readonly satisfied: number;
  /** Branches that serve a single example, so that nothing else speaks for them. */
  readonly lone: number;
}

/**
 * Programs that do one thing for some inputs and another for the others, or decline for them; where no test tells the
 * inputs apart, the single program that is right most often.
 * @param isAlternative programs without a condition are known, and weighed by what they make of other inputs
 */
export function* conditionalPrograms(
  { examples, others }: Task,
  meter: Meter,
  isAlternative: boolean,
): Generator<Conditional> {
  if (examples.length < 2 || examples.some(({ output }) => output !== null && !isScalar(output))) return;
  const partials: Partial[] = [];
  const declined = examples.flatMap(({ output }, at) => (output === null ? [at] : []));
  if (declined.length > 0) partials.push({ program: { gives: 'nothing' }, cost: 0, right: new Set(declined) });
  partials.push(...constants(examples));
  const learn = (rows: readonly number[]): void => {
    partials.push(...partialsFrom(rows, examples, others, meter));
  };
  const seen = new Set<string>();
  for (const rows of subsetsOf(examples)) {
    const key = rows.join();
    if (rows.length === 0 || seen.has(key) || !meter.spend(50)) continue;
    seen.add(key);
    learn(rows);
  }
  // What nothing covers yet is learned from alone.
  for (const at of examples.keys()) {
    if (partials.some(({ right }) => right.has(at))) continue;
    if (!meter.spend(50) || partials.length > 400) break;
    learn([at]);
  }
  const tables = [...tablePrograms({ examples, others })];
  yield* tables.map((one) => ({ ...one, satisfied: examples.length, lone: 0 }));
  const solution = unified(examples, partials);
  // Without a condition, only what declines for some inputs is new: they may be of another kind.
  const declines = (program: Program) => others.some((input) => run(program, input) === undefined);
  if (solution !== undefined && !(isAlternative && solution.leaves === 1 && !declines(solution.program))) {
    const { program, lone, leaves } = solution;
    // Where nothing speaks for any of several cases, a table is the honest answer, if there is one.
    const cost = solution.cost + (lone === leaves && lone > 2 ? loneCost * lone : 0);
    yield { program, cost, satisfied: examples.length, lone };
  }
  if (solution !== undefined) yield* doubtsAbout(solution, { examples, others });
  if (tables.length > 0 || solution !== undefined) return;
  const best = partials.reduce<Partial | undefined>(
    (most, one) => (one.program.gives !== 'nothing' && one.right.size > (most?.right.size ?? 0) ? one : most),
    undefined,
  );
  if (best === undefined) return;
  const satisfied = best.right.size;
  const cost = best.cost + unsatisfiedCost * (examples.length - satisfied);
  yield { program: best.program, cost, satisfied, lone: 0 };
}

const fewExamples = 3;
const byHeartCost = { allConstant: -0.5, allLone: 0.7, someLone: 1.2 };

/**
 * What else may be meant where cases rest on single examples: that another test tells them apart; or that there is
 * nothing to tell but the examples, and no answer for anything else.
 */
function* doubtsAbout(tree: Tree, { examples, others }: Task): Generator<Conditional> {
  const { lone, leaves, constants } = tree;
  if (lone === 0) return;
  const satisfied = examples.length;
  for (const one of otherwiseTold(tree, examples, others)) yield { ...one, satisfied, lone };
  if (examples.length > fewExamples) return;
  const program = others.length === 0 || !hasTexts(examples) ? undefined : byHeart({ examples, others });
  if (program === undefined) return;
  const more =
    lone < leaves ? byHeartCost.someLone : constants === leaves ? byHeartCost.allConstant : byHeartCost.allLone;
  yield { program, cost: tree.cost + more, satisfied, lone: 0 };
}

/** Groups of examples that may have one program: the sides of simple tests; of few examples, all pairs and each alone. */
function* subsetsOf(examples: readonly SynthesisExample[]): Generator<readonly number[]> {
  const answered = examples.flatMap(({ output }, at) => (output === null ? [] : [at]));
  yield answered.slice(0, rowsLearnedFrom);
  const tests = testsFor(examples.map(({ input }) => input));
  for (const { test } of tests.slice(0, hasTexts(examples) ? testsSplitBy : plainTestsSplitBy)) {
    for (const side of [true, false]) {
      const rows = answered.filter((at) => holds(test, examples[at]?.input ?? []) === side);
      yield rows.slice(0, rowsLearnedFrom);
    }
  }
  if (answered.length > examplesCoveredByPairs) return;
  for (const [nth, first] of answered.entries()) {
    for (const second of answered.slice(nth + 1)) yield [first, second];
    yield [first];
  }
}

function partialsFrom(
  rows: readonly number[],
  examples: readonly SynthesisExample[],
  others: Task['others'],
  meter: Meter,
): Partial[] {
  const chosen = rows.flatMap((at) => examples[at] ?? []);
  const known = { inputs: chosen.map(({ input }) => input), others: [] };
  const found: Solution[] = [...repeated(chosen)];
  for (const solution of programsFor(known, { examples: chosen, others: [] }, meter)) {
    if (!isIdle(solution.program, chosen, others)) found.push(solution);
    if (found.length > programsKept) break;
  }
  return found.map(({ program, cost }) => {
    const right = examples.flatMap(({ input, output }, at) =>
      sameValue(run(program, input) ?? null, output) ? [at] : [],
    );
    const missing = others.filter((input) => run(program, input) === undefined).length;
    const elsewhere = others.length === 0 ? 0 : missing / others.length;
    return { program, cost: cost + elsewhere, right: new Set(right) };
  });
}

/** Whether it changes its own examples, and nothing else that is there: what it looks for is there by chance. */
function isIdle(program: Program, examples: readonly SynthesisExample[], others: Task['others']): boolean {
  const known = new Set(examples.map(({ input }) => JSON.stringify(input)));
  const unknown = others.filter((input) => !known.has(JSON.stringify(input)));
  if (unknown.length === 0 || examples.every(({ input, output }) => input[0] === output)) return false;
  return unknown.every((input) => run(program, input) === input[0]);
}

function hasTexts(examples: readonly SynthesisExample[]): boolean {
  return examples.some(({ input }) => input.some((value) => typeof value === 'string'));
}

/** The same for several inputs is natural in one case of several. */
function* repeated(examples: readonly SynthesisExample[]): Generator<Solution> {
  const [first, second] = examples;
  if (first === undefined || second === undefined || !isScalar(first.output)) return;
  if (!examples.every(({ output }) => output === first.output)) return;
  yield constantOf(first.output, 3);
}

const saidOftenCost = 3;
const saidOnceCost = 6;

/**
 * What several examples say alike, whatever else they have in common. Where no text is there that it could be made of, what
 * one example says, too; and what is said where there is nothing.
 */
function* constants(examples: readonly SynthesisExample[]): Generator<Partial> {
  const rowsOf = new Map<string | number | boolean, number[]>();
  for (const [at, { output }] of examples.entries()) {
    if (isScalar(output)) rowsOf.set(output, [...(rowsOf.get(output) ?? []), at]);
  }
  const isPlain = !hasTexts(examples);
  for (const [output, rows] of rowsOf) {
    const isNothing = rows.every((at) => examples[at]?.input.includes(null));
    if (rows.length < 2 && !isPlain && !isNothing) continue;
    yield {
      ...constantOf(output, isNothing ? 1 : rows.length > 1 ? saidOftenCost : saidOnceCost),
      right: new Set(rows),
    };
  }
}

function constantOf(value: string | number | boolean, own: number): Solution {
  const cost = own + 0.1 * Math.min(20, String(value).length);
  return typeof value === 'string'
    ? { program: { gives: 'text', body: { op: 'literal', value } }, cost }
    : { program: { gives: 'constant', value }, cost };
}
