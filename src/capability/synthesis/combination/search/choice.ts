import type { PlainData } from '#protocol';
import { holds } from '../../byExample/evaluate/evaluate.ts';
import { sameValue } from '../../byExample/evaluate/value.ts';
import type { Test } from '../../byExample/language/expression.ts';
import { testsFor } from '../../byExample/unify/tests.ts';
import type { SynthesisExample } from '../../generator.ts';
import type { Branch } from '../plan.ts';
import type { Found } from './composed.ts';
import type { Entry } from './entry.ts';

/** Parts of one choice. */
const mostBranches = 3;
const branchCost = 1;

/**
 * A choice among values each of which is right for some of the examples, as a list of decisions: the conditions are the
 * simplest ones that tell the inputs apart (after Alur et al., "Scaling Enumerative Program Synthesis via Divide and
 * Conquer", TACAS 2017). Undefined where the values do not cover all examples, or no condition tells them apart.
 */
export function choice(pool: readonly Entry[], examples: readonly SynthesisExample[]): Found | undefined {
  const outputs = examples.map(({ output }) => output);
  const cover = coverOf(pool, outputs);
  const last = cover?.at(-1);
  if (cover === undefined || last === undefined) return undefined;
  const tests = testsFor(examples.map(({ input }) => input)).filter(({ test }) => !namesInputs(test));
  const branches: Branch[] = [];
  let left = [...examples.keys()];
  let cost = last.cost;
  for (const [at, entry] of cover.slice(0, -1).entries()) {
    const isRight = (one: Entry, row: number) => sameValue(one.values[row], outputs[row]);
    const wanted = left.filter((row) => !cover.slice(at + 1).some((one) => isRight(one, row)));
    const unwanted = left.filter((row) => !isRight(entry, row));
    const by = tests.find(({ test }) => tells(test, examples, wanted, unwanted));
    if (by === undefined) return undefined;
    branches.push({ test: by.test, of: entry.source, served: wanted.length });
    left = left.filter((row) => holds(by.test, examples[row]?.input ?? []) !== true);
    cost += entry.cost + branchCost + 0.1 * by.cost;
  }
  return { plan: { kind: 'choice', branches, otherwise: { of: last.source, served: left.length } }, cost };
}

/** A condition that lists known inputs says nothing of others. */
function namesInputs(test: Test): boolean {
  return test.op === 'oneOf' || (test.op === 'not' && namesInputs(test.of));
}

function tells(
  test: Test,
  examples: readonly SynthesisExample[],
  wanted: readonly number[],
  unwanted: readonly number[],
): boolean {
  const answer = (row: number) => holds(test, examples[row]?.input ?? []);
  return wanted.every((row) => answer(row) === true) && unwanted.every((row) => answer(row) === false);
}

/** Few values that are right for all examples together, by the greedy rule: the one that serves most of the rest comes next. */
function coverOf(pool: readonly Entry[], outputs: readonly PlainData[]): readonly Entry[] | undefined {
  const left = new Set(outputs.keys());
  const cover: Entry[] = [];
  while (left.size > 0) {
    let best: { readonly entry: Entry; readonly rows: readonly number[] } | undefined;
    for (const entry of pool) {
      const rows = [...left].filter((row) => sameValue(entry.values[row], outputs[row]));
      if (rows.length > (best?.rows.length ?? 0)) best = { entry, rows };
    }
    if (best === undefined || cover.length === mostBranches) return undefined;
    cover.push(best.entry);
    for (const row of best.rows) left.delete(row);
  }
  return cover.length > 1 && cover.some(({ calls }) => calls > 0) ? cover : undefined;
}
