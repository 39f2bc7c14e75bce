import type { HostLink } from '../ui/host.ts';
import { keepPage } from '../ui/keptPage.ts';
import { isRunFilter } from './model/runs.ts';
import type { ReportStore, Saved } from './state.ts';

/** What was saved before the page was hidden; undefined where it has another shape. */
export function readSaved(saved: unknown): Saved | undefined {
  const { version, folder, name, runFilter, scroll } = (saved ?? {}) as Partial<Saved>;
  if (version !== 2 || typeof folder !== 'string' || typeof name !== 'string') return;
  if (typeof scroll !== 'number' || !isRunFilter(runFilter)) return;
  return { version, folder, name, runFilter, scroll };
}

/** Saves the choices a moment after they changed, and scrolls once to where the page was. */
export function keepSaved(
  store: ReportStore,
  page: HTMLElement,
  saved: Saved | undefined,
  save: HostLink<never, never, Saved>['save'],
): void {
  const kept = keepPage(page, saved?.scroll, (scroll) => {
    const { row, folder, runFilter } = store.get();
    if (row !== undefined) save({ version: 2, folder, name: row.name, runFilter, scroll });
  });
  store.watch(({ row, runFilter }) => [row?.name, runFilter], kept.later);
  store.watch(
    ({ row }) => row !== undefined,
    (there) => {
      if (there) kept.restore();
    },
  );
}
