import type { Advice, AdviceKind } from '#protocol';
import type { RankedAdvice } from './context.ts';

/** Among advice that saves the same, what is easiest to follow comes first. */
const kinds: readonly AdviceKind[] = [
  'type-only-import',
  'past-barrel',
  'move-export',
  'cut-edge',
  'unresolved-import',
  'hidden-coupling',
];

/**
 * Orders advice by what it saves: files in run-time cycles, then loads, then files in type-only cycles. Advice to cut an edge goes where easier advice on the
 * same edge saves as much.
 *
 * @param limit pieces of advice of one kind, at most
 */
export function ranked(found: readonly RankedAdvice[], limit: number): Advice[] {
  const sorted = [...found].sort(
    (a, b) =>
      filesFreed(b, false) - filesFreed(a, false) ||
      (b.saves.loads ?? 0) - (a.saves.loads ?? 0) ||
      filesFreed(b, true) - filesFreed(a, true) ||
      kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
      b.weight - a.weight ||
      (a.id < b.id ? -1 : 1),
  );
  const freedBy = new Map<string, number>();
  for (const { kind, edge, saves } of sorted) {
    if (kind === 'cut-edge' || edge === undefined) continue;
    freedBy.set(edge, Math.max(freedBy.get(edge) ?? 0, saves.filesInCycles ?? 0));
  }
  const perKind = new Map<AdviceKind, number>();
  return sorted.flatMap(({ weight: _, typeOnly: __, edge = '', ...advice }) => {
    const easier = advice.kind === 'cut-edge' ? freedBy.get(edge) : undefined;
    if (easier !== undefined && easier >= (advice.saves.filesInCycles ?? 0)) return [];
    const place = (perKind.get(advice.kind) ?? 0) + 1;
    perKind.set(advice.kind, place);
    return place > limit ? [] : [advice];
  });
}

function filesFreed({ saves, typeOnly = false }: RankedAdvice, ofTypeOnlyCycles: boolean): number {
  return typeOnly === ofTypeOnlyCycles ? (saves.filesInCycles ?? 0) : 0;
}
