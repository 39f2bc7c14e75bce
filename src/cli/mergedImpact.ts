import type { ImpactedFile, ImpactReport } from '#protocol';

/** Who is affected by any of several subjects. */
export interface MergedImpact {
  readonly subjects: readonly ImpactReport['subject'][];
  readonly files: readonly ImpactedFile[];
  readonly tests: readonly ImpactedFile[];
}

/** Every affected file once, as it is reached from its nearest subject; nearest first. */
export function mergedImpact(reports: readonly ImpactReport[]): MergedImpact {
  return {
    subjects: reports.map(({ subject }) => subject),
    files: nearest(reports.flatMap(({ files }) => files)),
    tests: nearest(reports.flatMap(({ tests }) => tests)),
  };
}

function nearest(affected: readonly ImpactedFile[]): ImpactedFile[] {
  const found = new Map<string, ImpactedFile>();
  for (const file of affected.toSorted((a, b) => a.distance - b.distance)) {
    if (!found.has(file.path)) found.set(file.path, file);
  }
  return [...found.values()];
}
