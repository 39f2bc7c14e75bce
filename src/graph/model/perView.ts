import type { GraphView } from './view.ts';

/** Wraps a computation over a view so that each view computes it once, when it is first asked for. */
export function perView<T extends object>(compute: (view: GraphView) => T): (view: GraphView) => T {
  const known = new WeakMap<GraphView, T>();
  return (view) => {
    let value = known.get(view);
    if (value === undefined) {
      value = compute(view);
      known.set(view, value);
    }
    return value;
  };
}
