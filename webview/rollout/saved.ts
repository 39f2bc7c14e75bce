import { isRecord } from '#base';
import type { HostLink } from '../ui/host.ts';
import { keepPage } from '../ui/keptPage.ts';
import { type RolloutsStore, type Saved, shownSubject } from './state.ts';

/** What was saved before the page was hidden; undefined where it has another shape. */
export function readSaved(saved: unknown): Saved | undefined {
  if (!isRecord(saved)) return undefined;
  const { version, shown, scroll } = saved;
  if (version !== 1 || typeof scroll !== 'number') return undefined;
  if (!isRecord(shown) || typeof shown.folder !== 'string' || typeof shown.name !== 'string') {
    return { version, shown: undefined, scroll };
  }
  return { version, shown: { folder: shown.folder, name: shown.name }, scroll };
}

/** Saves what is shown a moment after it changed, and scrolls once to where the page was. */
export function keepSaved(
  store: RolloutsStore,
  page: HTMLElement,
  saved: Saved | undefined,
  save: HostLink<never, never, Saved>['save'],
): void {
  const kept = keepPage(page, saved?.scroll, (scroll) => {
    const state = store.get();
    if (state.items !== undefined) save({ version: 1, shown: shownSubject(state), scroll });
  });
  store.watch(({ folder, status }) => [folder, status?.name], kept.later);
  store.watch(
    ({ items }) => items !== undefined,
    (there) => {
      if (there) kept.restore();
    },
  );
}
