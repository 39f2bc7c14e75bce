import type { Outcome } from '#base';
import type { Advice } from '#protocol';
import { cycleReport } from '../cycles/report.ts';
import type { GraphView } from '../model/view.ts';
import { type AdviceContext, type AdviceOptions, adviceContext, type ReadSource } from './context.ts';
import { cutEdgeAdvice } from './cutEdge.ts';
import { hiddenCouplingAdvice } from './hiddenCoupling.ts';
import { moveExportAdvice } from './moveExport.ts';
import { pastBarrelAdvice } from './pastBarrel/advice.ts';
import { ranked } from './rank.ts';
import { typeOnlyAdvice } from './typeOnly/advice.ts';
import { unresolvedAdvice } from './unresolved/advice.ts';

const finders = [
  { step: 'Looking for type-only imports', find: typeOnlyAdvice },
  { step: 'Looking for ways past barrels', find: pastBarrelAdvice },
  { step: 'Looking for exports to move', find: moveExportAdvice },
  { step: 'Looking for edges to cut', find: cutEdgeAdvice },
  { step: 'Looking for hidden couplings', find: hiddenCouplingAdvice },
  { step: 'Looking for unresolved imports', find: unresolvedAdvice },
] as const;

/**
 * What is worth changing, best first, with edits where they are safe. What a piece of advice saves is computed by
 * making the change in the graph.
 *
 * @param readSource gives the text of a file as the graph last read it; advice that needs the text of a file that
 *   can't be had is left out
 * @throws CancelledError
 */
export async function adviceFor(
  view: GraphView,
  readSource: ReadSource,
  options: AdviceOptions = {},
): Promise<Outcome<readonly Advice[]>> {
  const cycles = options.cycles ?? cycleReport(view, options);
  const context = adviceContext(view, readSource, cycles, options);
  const found = [];
  for (const [done, { step, find }] of finders.entries()) {
    await context.pause();
    options.report?.({ step, done, total: finders.length });
    found.push(...(await find(context)));
  }
  const value = ranked(found, context.limit).map((advice) => withOrigin(advice, context));
  return { value, problems: context.problems };
}

/** Edits go with the text that they were made for. */
function withOrigin(advice: Advice, context: AdviceContext): Advice {
  const hash = advice.edits && context.hashOf(advice.path);
  return hash === undefined ? advice : { ...advice, editsOf: hash };
}
