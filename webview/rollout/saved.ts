import { isRecord } from '#base';
import type { HostLink } from '../ui/host.ts';
import { type RolloutsStore, type Saved, shownSubject } from './state.ts';

const DELAY_MS = 300;

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
  let timer: ReturnType<typeof setTimeout> | undefined;
  let scrollTo = saved?.scroll;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const state = store.get();
      if (state.items !== undefined) save({ version: 1, shown: shownSubject(state), scroll: page.scrollTop });
    }, DELAY_MS);
  };
  page.addEventListener('scroll', later);
  store.watch(({ folder, status }) => [folder, status?.name], later);
  store.watch(
    ({ items }) => items !== undefined,
    (there) => {
      if (!there || scrollTo === undefined) return;
      const top = scrollTo;
      scrollTo = undefined;
      // After all of it is drawn.
      requestAnimationFrame(() => page.scrollTo({ top }));
    },
  );
}
