import type { Advice, AdviceKind } from '#protocol';
import type { Finding } from './context.ts';

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
 * Orders advice by what it saves: files in run-time cycles, then loads, then files in type-only cycles. Harder advice
 * goes where easier advice on the same edge saves as much, or frees all files of the same cycles.
 *
 * @param limit pieces of advice of one kind, at most
 */
export function ranked(findings: readonly Finding[], limit: number): Advice[] {
  const sorted = [...findings].sort(
    (a, b) =>
      filesFreed(b, 'runtime') - filesFreed(a, 'runtime') ||
      (b.advice.saves.loads ?? 0) - (a.advice.saves.loads ?? 0) ||
      filesFreed(b, 'type-only') - filesFreed(a, 'type-only') ||
      hardness(a) - hardness(b) ||
      b.weight - a.weight ||
      (a.advice.id < b.advice.id ? -1 : 1),
  );
  const perKind = new Map<AdviceKind, number>();
  return withoutHarder(sorted).flatMap(({ advice }) => {
    const place = (perKind.get(advice.kind) ?? 0) + 1;
    perKind.set(advice.kind, place);
    return place > limit ? [] : [advice];
  });
}

function withoutHarder(findings: readonly Finding[]): Finding[] {
  const onEdge = Map.groupBy(findings, ({ edge }) => edge);
  const cures = Map.groupBy(findings.filter(freesAll), ({ tangle }) => tangle);
  return findings.filter((finding) => {
    const { edge, tangle } = finding;
    const easier = (other: Finding) => hardness(other) < hardness(finding);
    if (edge !== undefined && onEdge.get(edge)?.some((other) => easier(other) && savesAsMuch(other, finding)))
      return false;
    return tangle === undefined || !cures.get(tangle)?.some(easier);
  });
}

function hardness({ advice }: Finding): number {
  return kinds.indexOf(advice.kind);
}

function freesAll({ tangle, advice }: Finding): boolean {
  return tangle !== undefined && advice.saves.filesInCycles === tangle.members.length;
}

function savesAsMuch({ advice: { saves: one } }: Finding, { advice: { saves: other } }: Finding): boolean {
  return (one.filesInCycles ?? 0) >= (other.filesInCycles ?? 0) && (one.loads ?? 0) >= (other.loads ?? 0);
}

function filesFreed({ advice, typeOnly = false }: Finding, cycles: 'runtime' | 'type-only'): number {
  return typeOnly === (cycles === 'type-only') ? (advice.saves.filesInCycles ?? 0) : 0;
}
