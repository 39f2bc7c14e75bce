import type { Meter } from '../deduce/concat.ts';
import { run } from '../evaluate/evaluate.ts';
import { strangeness, unusedInputs } from '../rank/consistency.ts';
import { unusedInputCost } from '../rank/cost.ts';
import { type Conditional, conditionalPrograms } from './conditional.ts';
import { uniformPrograms } from './programs.ts';
import type { Task } from './task.ts';

/** One program for all that costs more than this may be a poor disguise of several. */
const doubtful = 11;

const othersLookedAt = 60;
const mostAlike = 2;

/**
 * Programs that satisfy the examples, as they are found: one rule for all inputs first, then rules with conditions. Where
 * there is none, the one that satisfies most of them.
 */
export function* solve(task: Task, meter: Meter): Generator<Conditional> {
  const { examples } = task;
  const others = task.others.slice(0, othersLookedAt);
  let cheapest = Number.POSITIVE_INFINITY;
  const alike = new Map<string, number[]>();
  for (const { program, cost } of uniformPrograms(task, meter)) {
    const unused = unusedInputs(program, examples[0]?.input.length ?? 0);
    const answers = others.map((input) => run(program, input));
    const full = cost + strangeness(examples, others, answers) + unusedInputCost * unused;
    cheapest = Math.min(cheapest, full);
    // Of programs that are the same for all that is known a few are enough: others may be meant.
    const key = JSON.stringify(answers);
    const known = alike.get(key) ?? [];
    if (others.length > 0 && known.filter((one) => one <= full).length >= mostAlike) continue;
    alike.set(key, [...known, full]);
    yield { program, cost: full, satisfied: examples.length, lone: 0 };
  }
  if (cheapest < doubtful) return;
  yield* conditionalPrograms(task, meter, Number.isFinite(cheapest));
}
