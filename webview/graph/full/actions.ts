import type { FromGraphPanel } from '#protocol';
import type { Highlight } from '../model/highlight.ts';
import type { Scope } from '../model/scene.ts';
import type { PanelStore } from '../state.ts';

/** What the user can do in the full graph, by whatever control. */
export interface Actions {
  /** Selects a file, or nothing. */
  select(path: string | undefined): void;
  open(path: string): void;
  showImpact(path: string): void;
  show(scope: Scope): void;
  highlight(highlight: Highlight | undefined): void;
  /** Takes back one thing, the last first: the highlight, then the part that is shown, then the selection. */
  clear(): void;
}

export function createActions(store: PanelStore, post: (message: FromGraphPanel) => void): Actions {
  return {
    select(path) {
      const { scope } = store.get();
      // What is shown around a file follows the selection; without one there is nothing to show it around.
      const whole = path === undefined && typeof scope === 'number';
      store.set({ selected: path, ...(whole && { scope: 'all' as const }) });
    },
    open: (path) => post({ type: 'open-file', path }),
    showImpact: (path) => post({ type: 'show-impact', path }),
    show: (scope) => store.set({ scope }),
    highlight: (highlight) =>
      store.set({ highlight, ...(highlight === undefined && store.get().scope === 'highlight' && { scope: 'all' }) }),
    clear() {
      const { highlight, scope } = store.get();
      if (highlight !== undefined) this.highlight(undefined);
      else if (scope !== 'all') store.set({ scope: 'all' });
      else store.set({ selected: undefined });
    },
  };
}
