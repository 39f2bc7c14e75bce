import type { Meter } from '../deduce/concat.ts';
import type { Test } from '../language/expression.ts';
import type { CostedTest } from './costedTest.ts';

/** A test, and what it answers for each known input. */
interface Answered extends CostedTest {
  readonly answers: readonly boolean[];
}

const mostAtoms = 24;
const connectiveCost = { flags: 0.5, others: 1.2 };
/** Atoms of one formula: of plain yes or no there may be many, of what is only guessed few. */
const mostInFormula = { flags: 6, others: 3 };
const mostKept = 4000;

/** What a negation costs: the other side of a limit is as plain as the one. */
function negationCost({ op }: Test): number {
  return op === 'less' || op === 'ofKind' ? 0 : op === 'flag' || op === 'missing' || op === 'agree' ? 0.1 : 0.5;
}

/** The test negated, without a second negation. */
export function negated({ test, cost }: CostedTest): CostedTest {
  if (test.op === 'not') return { test: test.of, cost: cost - negationCost(test.of) };
  return { test: { op: 'not', of: test }, cost: cost + negationCost(test) };
}

/**
 * The smallest formula of tests, joined by `and` and `or`, that answers as wanted: bottom up by size, of those with the
 * same answers the cheapest (observational equivalence; Udupa et al., "TRANSIT", PLDI 2013). Undefined where there is none
 * of the size that the number of known inputs can speak for.
 */
export function formulaFor(
  atoms: readonly Answered[],
  wanted: readonly boolean[],
  meter: Meter,
): CostedTest | undefined {
  const allFlags = atoms.every(({ test }) => test.op === 'flag');
  const cost = allFlags ? connectiveCost.flags : connectiveCost.others;
  // Of a few rows anything can be told by three conditions.
  const largest = allFlags ? mostInFormula.flags : Math.min(mostInFormula.others, Math.ceil(wanted.length / 2) - 1);
  const target = bits(wanted);
  const known = new Map<bigint, CostedTest>();
  const bySize: { readonly key: bigint; readonly found: CostedTest }[][] = [[]];
  const literals: { readonly key: bigint; readonly found: CostedTest }[] = [];
  for (const { answers, ...atom } of atoms.slice(0, mostAtoms)) {
    const isNew = keep(bits(answers), atom) && literals.push({ key: bits(answers), found: atom }) > 0;
    const opposite = bits(answers.map((answer) => !answer));
    if (isNew && keep(opposite, negated(atom))) literals.push({ key: opposite, found: negated(atom) });
  }
  bySize.push(literals);
  for (let size = 2; size <= largest && !known.has(target); size++) {
    const made = new Map<bigint, CostedTest>();
    for (let small = 1; small <= size / 2; small++) {
      for (const left of bySize[size - small] ?? []) {
        if (!meter.spend(Math.ceil((bySize[small]?.length ?? 0) / 20))) return known.get(target);
        for (const right of bySize[small] ?? []) {
          for (const op of ['and', 'or'] as const) {
            const key = op === 'and' ? left.key & right.key : left.key | right.key;
            const full = left.found.cost + right.found.cost + cost - likenessOf(left.found.test, right.found.test);
            if (known.has(key) || full >= (made.get(key)?.cost ?? Number.POSITIVE_INFINITY)) continue;
            made.set(key, { test: { op, left: left.found.test, right: right.found.test }, cost: full });
          }
        }
      }
    }
    for (const [key, found] of made) known.set(key, found);
    bySize.push([...made].slice(0, mostKept).map(([key, found]) => ({ key, found })));
  }
  return known.get(target);

  function keep(key: bigint, found: CostedTest): boolean {
    const before = known.get(key);
    if (before !== undefined && before.cost <= found.cost) return false;
    known.set(key, found);
    return before === undefined;
  }
}

/** Conditions of one kind say less together: what a number can be divided by, or the two ends of a range. */
function likenessOf(left: Test, right: Test): number {
  const kind = kindOf(left);
  return kind !== undefined && kind === kindOf(right) ? likeness[kind] : 0;
}

const likeness = { divisible: 1, less: 0.4 } as const;

function kindOf(test: Test): keyof typeof likeness | undefined {
  switch (test.op) {
    case 'not':
      return kindOf(test.of);
    case 'and':
    case 'or':
      return kindOf(test.left) === kindOf(test.right) ? kindOf(test.left) : undefined;
    case 'less':
      return 'less';
    case 'same':
      return test.left.op === 'arithmetic' && test.left.by === '%' ? 'divisible' : undefined;
    default:
      return undefined;
  }
}

function bits(answers: readonly boolean[]): bigint {
  return answers.reduce((sum, answer, at) => (answer ? sum | (1n << BigInt(at)) : sum), 0n);
}
