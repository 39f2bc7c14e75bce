import { membersOf, stronglyConnected } from '../cycles/components.ts';
import { oneExport, wholeFile } from '../impact/impact.ts';
import { surfacesOf } from '../impact/surface.ts';
import { isTest } from '../impact/tests.ts';
import { type Users, usersOf, usersOfFiles } from '../impact/users.ts';
import type { GraphView } from '../model/view.ts';

/** How many files depend on a file, and on each of the names that it writes down as exported. */
export interface Dependents {
  /** All files that are affected when the file changes, tests among them. */
  readonly files: number;
  readonly tests: number;
  readonly exports: readonly { readonly name: string; readonly users: number; readonly tests: number }[];
}

/**
 * Counts what `impactOf` would list for the file and for each of its exports, in one go: the files that are affected
 * are found once, and sets of exports flow along the uses between them, component by component.
 */
export function dependentsOf(view: GraphView, id: number): Dependents {
  const { own, passed } = surfacesOf(view).of(id);
  const names = [...own.keys(), ...passed.keys()];
  const ofExports = names.map((name) => usersOf(view, id, oneExport(view, id, name)));
  const all = explore(view, usersOf(view, id, wholeFile(surfacesOf(view), id)), id);
  const tests = testsOf(view, all, ofExports, id);
  return {
    files: all.affected.size,
    tests: [...all.affected].filter((file) => isTest(view, file)).length,
    exports: names.map((name, at) => ({
      name,
      users: (ofExports[at] as Users).users.filter((user) => user !== id).length,
      tests: tests[at] as number,
    })),
  };
}

/** The files that are affected as a whole, and which of them use which. */
interface UseGraph {
  readonly files: readonly number[];
  readonly place: ReadonlyMap<number, number>;
  readonly rows: readonly (readonly number[])[];
  /** All of them and the barrels between them, without the subject. */
  readonly affected: ReadonlySet<number>;
}

function explore(view: GraphView, start: Users, subject: number): UseGraph {
  const usersOfFile = usersOfFiles(view);
  const files = [...start.users];
  const place = new Map(files.map((file, at) => [file, at]));
  const affected = new Set([...start.users, ...start.barrels]);
  const rows: number[][] = [];
  for (const file of files) {
    const { users, barrels } = usersOfFile(file);
    for (const barrel of barrels) affected.add(barrel);
    rows.push(
      users.map((user) => {
        let at = place.get(user);
        if (at === undefined) {
          at = files.length;
          place.set(user, at);
          files.push(user);
          affected.add(user);
        }
        return at;
      }),
    );
  }
  affected.delete(subject);
  return { files, place, rows, affected };
}

/** For each of several starts the number of tests among the files that it affects. */
function testsOf(view: GraphView, graph: UseGraph, starts: readonly Users[], subject: number): number[] {
  const components = stronglyConnected(graph.rows);
  const members = membersOf(components);
  const words = Math.ceil(starts.length / 32);
  const reachedBy = new Uint32Array(components.count * words);
  const tests = new Map<number, Uint32Array>();
  const counts = (file: number) => file !== subject && isTest(view, file);
  const add = (test: number, sets: Uint32Array) => {
    const known = tests.get(test);
    if (known === undefined) tests.set(test, sets.slice());
    else for (let word = 0; word < words; word++) (known[word] as number) |= sets[word] as number;
  };
  starts.forEach(({ users, barrels }, start) => {
    const bit = 1 << (start & 31);
    for (const user of users) {
      const component = components.of[graph.place.get(user) as number] as number;
      (reachedBy[component * words + (start >>> 5)] as number) |= bit;
    }
    const alone = new Uint32Array(words);
    alone[start >>> 5] = bit;
    for (const barrel of barrels) if (counts(barrel)) add(barrel, alone);
  });
  const usersOfFile = usersOfFiles(view);
  // Users have lower component numbers, so every set is complete when its turn comes.
  for (let component = components.count - 1; component >= 0; component--) {
    const sets = reachedBy.subarray(component * words, (component + 1) * words);
    for (const at of members[component] as number[]) {
      const file = graph.files[at] as number;
      for (const passer of [file, ...usersOfFile(file).barrels]) if (counts(passer)) add(passer, sets);
      for (const user of graph.rows[at] as readonly number[]) {
        const other = (components.of[user] as number) * words;
        for (let word = 0; word < words; word++) (reachedBy[other + word] as number) |= sets[word] as number;
      }
    }
  }
  return starts.map((_, start) => {
    const bit = 1 << (start & 31);
    return [...tests.values()].filter((sets) => ((sets[start >>> 5] as number) & bit) !== 0).length;
  });
}
