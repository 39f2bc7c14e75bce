import type { Meter } from '../deduce/concat.ts';
import { strangeness, unusedInputs } from '../rank/consistency.ts';
import { unusedInputCost } from '../rank/cost.ts';
import { type Conditional, conditionalPrograms } from './conditional.ts';
import { uniformPrograms } from './programs.ts';
import type { Task } from './task.ts';

/** One program for all that costs more than this may be a poor disguise of several. */
const doubtful = 11;

/**
 * Programs that satisfy the examples, as they are found: one rule for all inputs first, then rules with conditions. Where
 * there is none, the one that satisfies most of them.
 */
export function* solve(task: Task, meter: Meter): Generator<Conditional> {
  const { examples, others } = task;
  let cheapest = Number.POSITIVE_INFINITY;
  for (const { program, cost } of uniformPrograms(task, meter)) {
    const unused = unusedInputs(program, examples[0]?.input.length ?? 0);
    const full = cost + strangeness(program, examples, others) + unusedInputCost * unused;
    cheapest = Math.min(cheapest, full);
    yield { program, cost: full, satisfied: examples.length, lone: 0 };
  }
  if (cheapest < doubtful) return;
  yield* conditionalPrograms(task, meter, Number.isFinite(cheapest));
}
