import type { EvidenceFigure } from '#protocol';

/** On a logarithmic scale: evidence is multiplied with each request, and 1 is none. @returns 0 to 1 */
export function shareOfNeeded({ evidence, needed }: Pick<EvidenceFigure, 'evidence' | 'needed'>): number {
  if (evidence <= 1 || needed <= 1) return evidence >= needed ? 1 : 0;
  return Math.min(1, Math.log(evidence) / Math.log(needed));
}
