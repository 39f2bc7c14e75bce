import { perView } from '../model/perView.ts';
import type { GraphView } from '../model/view.ts';
import { type Change, type ChangeSink, carry, EVALUATION, importersOf, RUN_TIME, raiseName } from './change.ts';
import { surfacesOf } from './surface.ts';

/** Who takes up a change where it leaves a file: the first files that use it, and the barrels that pass it on to them. */
export interface Users {
  readonly users: readonly number[];
  readonly barrels: readonly number[];
}

/** Follows a change of a file through barrels, up to the files that use it in code of their own. */
export function usersOf(view: GraphView, file: number, change: Change): Users {
  const surfaces = surfacesOf(view);
  const importers = importersOf(view);
  const users = new Set<number>();
  const barrels = new Map<number, Change>();
  const pending = new Map<number, Change>([[file, change]]);
  let from = file;
  const sink: ChangeSink = {
    own: (reach) => {
      if (reach > 0) users.add(from);
    },
    name: (name, reach) => {
      if (reach === 0 || !raiseName(at(barrels, from), name, reach)) return;
      raiseName(at(pending, from), name, reach);
    },
  };
  for (const [changed, news] of pending) {
    pending.delete(changed);
    for (const importer of importers(changed)) {
      from = importer.from;
      carry(surfaces, changed, news, importer, sink);
    }
  }
  const passing = [...barrels].filter(([, { names }]) => [...(names ?? [])].some(([name]) => name !== EVALUATION));
  return { users: [...users], barrels: passing.map(([barrel]) => barrel) };
}

function at(changes: Map<number, Change>, file: number): Change {
  let change = changes.get(file);
  if (change === undefined) {
    change = { own: 0, names: undefined };
    changes.set(file, change);
  }
  return change;
}

/** Who uses a file that is affected as a whole, for each file found out when first asked for. */
export const usersOfFiles = perView((view) => {
  const known = new Array<Users | undefined>(view.files.length);
  return (file: number): Users => {
    let users = known[file];
    if (users === undefined) {
      users = usersOf(view, file, { own: RUN_TIME, names: undefined });
      known[file] = users;
    }
    return users;
  };
});
