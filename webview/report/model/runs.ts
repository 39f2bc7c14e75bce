import type { RecordedRun } from '#protocol';

const kinds = ['example', 'standard', 'property'] as const;
export type RunFilter = 'all' | 'failed' | RecordedRun['kind'];

/** Every choice, in the order in which they are offered. */
export const runFilters: readonly RunFilter[] = ['all', 'failed', ...kinds];

export function isRunFilter(value: unknown): value is RunFilter {
  return runFilters.some((filter) => filter === value);
}

/** A run, and where it stands in the report. */
export interface ListedRun {
  readonly run: RecordedRun;
  readonly index: number;
}

/** The runs that a filter leaves, those that failed first, otherwise as the report has them. */
export function listRuns(runs: readonly RecordedRun[], filter: RunFilter): readonly ListedRun[] {
  const kept = runs.map((run, index) => ({ run, index })).filter(({ run }) => passes(run, filter));
  return [...kept.filter(({ run }) => !run.passed), ...kept.filter(({ run }) => run.passed)];
}

function passes(run: RecordedRun, filter: RunFilter): boolean {
  return filter === 'all' || (filter === 'failed' ? !run.passed : run.kind === filter);
}
