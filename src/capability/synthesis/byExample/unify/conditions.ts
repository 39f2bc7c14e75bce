import type { SynthesisExample } from '../../generator.ts';
import { holds } from '../evaluate/evaluate.ts';
import type { Program, Test, Value } from '../language/expression.ts';
import type { CostedTest } from './costedTest.ts';
import { negated } from './formulas.ts';
import { testsFor } from './tests.ts';

/** A program that is right on some of the examples, as many as `right` has indexes. */
export interface Partial {
  readonly program: Program;
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
export function unified(examples: readonly SynthesisExample[], partials: readonly Partial[]): Tree | undefined {
  const tests = testsFor(examples.map(({ input }) => input));
  const answers = tests.map(({ test }) => examples.map(({ input }) => holds(test, input)));
  const all = new Set(examples.keys());
  // A tree with nearly a leaf for each example would only repeat them.
  const leaves = examples.length <= 8 ? Math.min(4, examples.length) : Math.min(12, Math.floor(examples.length / 2));
  const tree = treeFor(all, partials, { tests, answers }, leaves);
  if (tree === undefined) return undefined;
  return onlyRepeats(tree) && examples.length > 2 ? undefined : tree;
}

const mostAlternatives = 4;

/**
 * The same cases told apart by other tests that fit the examples as well, and answer otherwise for some of the other
 * inputs: which of them is meant, the examples do not say.
 */
export function otherwiseTold(
  { program, cost }: Tree,
  examples: readonly SynthesisExample[],
  others: readonly (readonly Value[])[],
): { readonly program: Program; readonly cost: number }[] {
  if (program.gives !== 'choice' || others.length === 0) return [];
  const answersOf = (test: Test, inputs: readonly (readonly Value[])[]) =>
    inputs.map((input) => holds(test, input) ?? '?').join();
  const inputs = examples.map(({ input }) => input);
  const [known, elsewhere] = [answersOf(program.test, inputs), answersOf(program.test, others)];
  const alike = testsFor(inputs, others)
    .flatMap((one) => [one, negated(one)])
    .filter(({ test }) => answersOf(test, inputs) === known);
  const least = Math.min(...alike.map((one) => one.cost));
  return alike
    .filter(({ test }) => answersOf(test, others) !== elsewhere)
    .slice(0, mostAlternatives)
    .map(({ test, cost: own }) => ({ program: { ...program, test }, cost: cost + own - least + alternativeCost }));
}

const alternativeCost = 0.1;

interface Asked {
  readonly tests: readonly CostedTest[];
  readonly answers: readonly (readonly (boolean | undefined)[])[];
}

export interface Tree {
  readonly program: Program;
  readonly cost: number;
  /** Branches that serve a single example. */
  readonly lone: number;
  readonly leaves: number;
  /** Leaves that say the same whatever they are given. */
  readonly constants: number;
}

/** Whether each branch says what a single example says: such a tree knows nothing of other inputs. */
function onlyRepeats({ lone, leaves, constants }: Tree): boolean {
  return lone === leaves && constants === leaves;
}

function isConstant(program: Program): boolean {
  return program.gives === 'text' ? program.body.op === 'literal' : program.gives === 'constant';
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
  if (whole !== undefined) {
    const { program, cost } = whole;
    return { program, cost, lone: rows.size === 1 ? 1 : 0, leaves: 1, constants: isConstant(program) ? 1 : 0 };
  }
  if (leaves <= 1) return undefined;
  let best: Tree | undefined;
  // Deep trees are chosen greedily.
  for (const split of splitsOf(rows, partials, asked).slice(0, leaves > 6 ? 2 : splitsTried)) {
    const yes = treeFor(split.yes, partials, asked, leaves - 1);
    if (yes === undefined) continue;
    const no = treeFor(split.no, partials, asked, leaves - 1);
    if (no === undefined) continue;
    const cost = yes.cost + no.cost + split.test.cost + branchCost;
    if (cost < (best?.cost ?? Number.POSITIVE_INFINITY)) {
      best = {
        program: choice(split.test.test, yes, no),
        cost,
        lone: yes.lone + no.lone,
        leaves: yes.leaves + no.leaves,
        constants: yes.constants + no.constants,
      };
    }
  }
  return best;
}

/** The simpler side first: what a reader meets first is the special case. */
function choice(test: Test, yes: Tree, no: Tree): Program {
  return { gives: 'choice', test, yes: yes.program, no: no.program };
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
    const costed = { ...test, cost: test.cost + loneLimitCost(test.test, Math.min(yes.size, no.size)) };
    const score = uncovered(yes, partials) + uncovered(no, partials) + 0.01 * costed.cost;
    splits.push({ test: costed, yes, no, score });
  }
  return splits.toSorted((a, b) => a.score - b.score);
}

/** The greatest or least of several numbers can be told from the others whatever it is that makes it special. */
function loneLimitCost({ op }: Test, fewest: number): number {
  return op === 'less' && fewest === 1 ? 0.9 : 0;
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
