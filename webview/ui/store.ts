/** One plain-data state and who wants to know of its changes. */
export interface Store<S extends object> {
  get(): S;
  /** Replaces some fields, then tells every watcher whose selection differs. */
  set(patch: Partial<S>): void;
  /**
   * Calls `listener` now and whenever what `select` picks out has changed. Arrays are compared by their elements, so
   * a watcher of several fields selects a tuple of them.
   */
  watch<T>(select: (state: S) => T, listener: (value: T) => void): void;
}

export function createStore<S extends object>(initial: S): Store<S> {
  let state = initial;
  let notifying = false;
  let dirty = false;
  const checks: (() => void)[] = [];

  /** A listener may set again: the round is then repeated, so every watcher ends with the last state. */
  const notify = () => {
    dirty = true;
    if (notifying) return;
    notifying = true;
    try {
      while (dirty) {
        dirty = false;
        for (const check of checks) check();
      }
    } finally {
      notifying = false;
    }
  };

  return {
    get: () => state,
    set(patch) {
      state = { ...state, ...patch };
      notify();
    },
    watch(select, listener) {
      let seen = select(state);
      checks.push(() => {
        const value = select(state);
        if (same(value, seen)) return;
        seen = value;
        listener(value);
      });
      listener(seen);
    },
  };
}

function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  return a.every((value, i) => Object.is(value, b[i]));
}
