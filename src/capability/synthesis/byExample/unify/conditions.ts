import type { SynthesisExample } from '../../generator.ts';
import { holds } from '../evaluate/evaluate.ts';
import type { Program, Test, TextExpression } from '../language/expression.ts';
import { type CostedTest, testsFor } from './tests.ts';

/** A program that is right on some of the examples, as many as `right` has indexes. */
export interface Partial {
  readonly body: TextExpression;
  readonly cost: number;
  readonly right: ReadonlySet<number>;
}

const branchCost = 2;

/**
 * Joins programs that are right on parts of the examples into one: a decision tree whose tests tell the parts apart
 * (Alur et al., "Scaling Enumerative Program Synthesis via Divide and Conquer", TACAS 2017). Each step takes the test
 * whose two sides can be covered most cheaply, by the information gained over the programs that fit each example.
 * Undefined where no test tells them apart.
 */
export function unified(
  examples: readonly SynthesisExample[],
  partials: readonly Partial[],
): { readonly program: Program; readonly cost: number; readonly lone: number } | undefined {
  const tests = testsFor(examples.map(({ input }) => input));
  const answers = tests.map(({ test }) => examples.map(({ input }) => holds(test, input)));
  const all = new Set(examples.keys());
  // A tree with nearly a leaf for each example would only repeat them.
  const leaves = examples.length <= 8 ? Math.min(4, examples.length) : 6;
  const tree = treeFor(all, partials, { tests, answers }, leaves);
  if (tree === undefined) return undefined;
  return { program: { gives: 'text', body: tree.body }, cost: tree.cost, lone: tree.lone };
}

interface Asked {
  readonly tests: readonly CostedTest[];
  readonly answers: readonly (readonly (boolean | undefined)[])[];
}

interface Tree {
  readonly body: TextExpression;
  readonly cost: number;
  /** Branches that serve a single example. */
  readonly lone: number;
}

function treeFor(
  rows: ReadonlySet<number>,
  partials: readonly Partial[],
  asked: Asked,
  leaves: number,
): Tree | undefined {
  const whole = partials
    .filter(({ right }) => isWithin(rows, right))
    .reduce<Partial | undefined>((best, one) => (best === undefined || one.cost < best.cost ? one : best), undefined);
  if (whole !== undefined) return { body: whole.body, cost: whole.cost, lone: rows.size === 1 ? 1 : 0 };
  if (leaves <= 1) return undefined;
  let best: Tree | undefined;
  for (const split of splitsOf(rows, partials, asked)) {
    const yes = treeFor(split.yes, partials, asked, leaves - 1);
    if (yes === undefined) continue;
    const no = treeFor(split.no, partials, asked, leaves - 1);
    if (no === undefined) continue;
    const cost = yes.cost + no.cost + split.test.cost + branchCost;
    if (cost < (best?.cost ?? Number.POSITIVE_INFINITY)) {
      best = { body: choice(split.test.test, yes, no), cost, lone: yes.lone + no.lone };
    }
  }
  return best;
}

/** The simpler side first: what a reader meets first is the special case. */
function choice(test: Test, yes: Tree, no: Tree): TextExpression {
  return { op: 'if', test, yes: yes.body, no: no.body };
}

interface Split {
  readonly test: CostedTest;
  readonly yes: ReadonlySet<number>;
  readonly no: ReadonlySet<number>;
  readonly score: number;
}

const splitsTried = 6;

function splitsOf(rows: ReadonlySet<number>, partials: readonly Partial[], { tests, answers }: Asked): Split[] {
  const splits: Split[] = [];
  for (const [at, test] of tests.entries()) {
    const yes = new Set<number>();
    const no = new Set<number>();
    let told = true;
    for (const row of rows) {
      const answer = answers[at]?.[row];
      if (answer === undefined) told = false;
      else (answer ? yes : no).add(row);
    }
    if (!told || yes.size === 0 || no.size === 0) continue;
    const score = uncovered(yes, partials) + uncovered(no, partials) + 0.01 * test.cost;
    splits.push({ test, yes, no, score });
  }
  return splits.toSorted((a, b) => a.score - b.score).slice(0, splitsTried);
}

/** How many of the rows the best single program leaves over. */
function uncovered(rows: ReadonlySet<number>, partials: readonly Partial[]): number {
  let most = 0;
  for (const { right } of partials) most = Math.max(most, common(rows, right));
  return rows.size - most;
}

function isWithin(rows: ReadonlySet<number>, others: ReadonlySet<number>): boolean {
  return common(rows, others) === rows.size;
}

function common(rows: ReadonlySet<number>, others: ReadonlySet<number>): number {
  let count = 0;
  for (const row of rows) if (others.has(row)) count++;
  return count;
}
